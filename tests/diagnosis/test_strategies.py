"""Strategies: drawn from cards that meet, said otherwise, set aside, and made into actions."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from essaim.diagnosis import actions
from essaim.diagnosis.actions.plan import decide
from essaim.diagnosis.actions.ranking import grade_again, read_out
from essaim.diagnosis.actions.strategies import put_back, set_aside, write_strategy
from essaim.diagnosis.models import Action, Board, Card, Grade, Phase, Removal, Strategy
from essaim.diagnosis.queries.chain import top_cards
from essaim.diagnosis.queries.strategies import pairs_to_start_from
from factories.diagnosis import board_of, cards_on, graded, led, met, ways
from house.counting import queries_of

PAGE = reverse("strategies", args=["en-chemin"])
NEW = reverse("strategy-new", args=["en-chemin"])


def text_of(answer) -> str:
    return answer.content.decode()


def at(name: str, strategy: Strategy) -> str:
    return reverse(name, args=["en-chemin", strategy.pk])


def pairs(cast) -> list[tuple[str, str, str]]:
    found = pairs_to_start_from(cast.community)
    return [(str(pair.meeting.name), pair.inside.text, pair.outside.text) for pair in found]


def test_a_host_starts_from_a_ready_pair_and_everyone_reads_what_it_came_from(cast, as_):
    assert "There are no cards yet" in text_of(as_(cast.claire).get(NEW))
    assert "Two cards that meet make a strategy" in text_of(as_(cast.marc).get(PAGE))
    cards = met(cast, votes=3)
    assert pairs(cast) == [
        ("Build on it", "On s’entraide", "Douze personnes arrivent"),
        ("Catch up", "On manque de temps", "Douze personnes arrivent"),
        ("Protect", "On s’entraide", "Un site ferme"),
        ("Avoid", "On manque de temps", "Un site ferme"),
    ]
    strength, chance = cards["strengths"].pk, cards["opportunities"].pk
    start = f"{NEW}?cards={strength}&amp;cards={chance}"
    desk = as_(cast.sonia)
    assert start in text_of(desk.get(NEW))
    begun = text_of(desk.get(start.replace("&amp;", "&")))
    assert f'value="{strength}" checked' in begun
    assert "Start from these two" not in begun
    told = {"cards": [strength, chance], "text": "Faire accueillir ", "hours": "12", "once": "x" * 36}
    assert desk.post(NEW, told).status_code == 302
    strategy = Strategy.objects.get()
    assert (strategy.text, strategy.hours, strategy.by) == ("Faire accueillir", 12, cast.sonia)
    page = text_of(as_(cast.marc).get(PAGE))
    for words in ("Faire accueillir", "Build on it · 12 hours", "Douze personnes arrivent", "Nobody graded"):
        assert words in page
    assert "Set aside" not in page
    assert (
        as_(cast.marc).get(NEW).status_code
        == as_(cast.marc).post(at("strategy-shelving", strategy)).status_code
    )
    assert as_(cast.marc).get(NEW).status_code == 403
    assert as_(cast.diane).get(PAGE).status_code == 404
    assert as_(cast.serge).get(PAGE).status_code == 403
    # The next ready pair is one that no strategy cites yet.
    assert [pair[0] for pair in pairs(cast)] == ["Catch up", "Protect", "Avoid"]


def test_a_form_sent_twice_writes_one_strategy(cast, as_):
    cards = met(cast)
    told = {
        "cards": [cards["strengths"].pk, cards["threats"].pk],
        "text": "Se relayer",
        "once": "0d3cbe0c-6a5b-4a62-9f40-4f0f0a0b0c0d",
    }
    desk = as_(cast.claire)
    assert [desk.post(NEW, told).status_code for _ in range(2)] == [302, 302]
    assert Strategy.objects.count() == 1


def test_what_is_no_strategy_is_refused_in_words_and_nothing_typed_is_lost(cast, as_):
    cards = {name: card.pk for name, card in met(cast).items()}
    pair = [cards["strengths"], cards["threats"]]
    elsewhere = Board.objects.create(community=cast.other, title="Ailleurs", code="00000001")
    foreign = Card.objects.create(board=elsewhere, quadrant="threats", text="Une menace d’ailleurs")
    desk = as_(cast.claire)
    gone = "A card you chose is not on this board any more."
    for given, words in (
        ({"cards": []}, "Choose at least two cards: one from inside, one from outside."),
        ({"cards": [cards["strengths"], cards["weaknesses"]]}, "Choose at least two cards that meet"),
        ({"cards": [cards["threats"]]}, "Choose at least two cards that meet"),
        ({"cards": [cards["strengths"], foreign.pk]}, gone),
        ({"cards": [cards["strengths"], "²"]}, gone),
        ({"cards": [cards["strengths"], "9" * 99]}, gone),
        ({"text": ""}, "There is nothing written yet"),
        ({"text": "x" * 281}, "at most 280 fit. Say it shorter."),
        ({"text": "x" * 1_000_000}, "at most 280 fit. Say it shorter."),
        ({"hours": "0"}, "Write at least one hour"),
        ({"hours": "-3"}, "Write at least one hour"),
        ({"hours": str(10**40)}, "Write 100,000 hours at most."),
        ({"hours": "9" * 9999}, "Write a whole number of hours"),
        ({"hours": "douze"}, "Write a whole number of hours"),
        ({"hours": "2\0"}, "Write a whole number of hours"),
    ):
        answer = desk.post(NEW, {"cards": pair, "text": "Se relayer", "hours": "7"} | given)
        assert answer.status_code == 422, given
        assert words in text_of(answer), given
        assert "text" in given or "Se relayer" in text_of(answer)
    answer = text_of(desk.post(NEW, {"cards": [cards["threats"]], "text": "", "hours": "douze"}))
    for words in ("There is nothing written yet", "cards that meet", "a whole number of hours"):
        assert words in answer
    assert not Strategy.objects.exists()
    with pytest.raises(ValidationError, match="not on this board"):
        write_strategy(actor=cast.claire, community=cast.community, text="x", cards=[foreign])
    told = {"text": "x", "cards": Card.objects.filter(pk__in=pair), "hours": 0}
    with pytest.raises(ValidationError, match="at least one hour"):
        write_strategy(actor=cast.claire, community=cast.community, **told)


def test_a_card_taken_off_meanwhile_is_told_and_then_cited_no_more(cast, as_):
    cards = met(cast)
    desk = as_(cast.claire)
    pair = [cards["strengths"].pk, cards["opportunities"].pk]
    desk.post(NEW, {"cards": pair, "text": "Accueillir"})
    Removal.objects.create(card=cards["opportunities"])
    answer = desk.post(NEW, {"cards": pair, "text": "Encore"})
    assert "A card you chose is not on this board any more." in text_of(answer)
    assert "Douze personnes" not in text_of(desk.get(PAGE))
    Removal.objects.create(card=cards["strengths"])
    assert "were taken off their board" in text_of(desk.get(PAGE))
    # Said otherwise, it needs cards that are there.
    (strategy,) = Strategy.objects.all()
    told = {"cards": [cards["weaknesses"].pk, cards["threats"].pk], "text": "Se relayer", "hours": ""}
    assert desk.post(at("strategy-correct", strategy), told).status_code == 302
    assert set(strategy.cards.values_list("text", flat=True)) == {"On manque de temps", "Un site ferme"}


def test_a_strategy_set_aside_keeps_its_grades_and_one_with_actions_stays(cast, as_):
    one, two = ways(cast, ("Accueillir", 10), ("Se relayer", None))
    marc = cast.membership(cast.marc)
    graded([one, two], (marc, "53"))
    desk = as_(cast.claire)
    answer = desk.post(at("strategy-shelving", one), follow=True)
    assert "The strategy is set aside, with its grades." in text_of(answer)
    assert at("strategy-back", one) in text_of(answer)
    assert "Accueillir" not in text_of(as_(cast.marc).get(PAGE))
    desk = as_(cast.claire)
    desk.post(at("strategy-back", one))
    assert Grade.objects.get(strategy=one).value == 5
    decide(actor=cast.claire, community=cast.community, what="Nommer dix noms", strategy=two)
    answer = desk.post(at("strategy-shelving", two), follow=True)
    assert "1 action of the plan came of this strategy: it stays" in text_of(answer)
    with pytest.raises(ValidationError, match="it stays"):
        set_aside(actor=cast.claire, strategy=two)
    assert put_back(actor=cast.claire, strategy=two) == two
    assert desk.post(at("strategy-back", one)).status_code == 302
    said = text_of(desk.get(at("strategy-correct", one)))
    assert "1 person has graded it: mend its words rather than its meaning" in said


def test_there_is_room_for_as_many_as_can_be_graded_in_one_sitting(cast):
    first, *_ = ways(cast, *((f"Voie {n}", None) for n in range(24)))
    told = {"actor": cast.claire, "community": cast.community, "text": "De trop", "cards": first.cards.all()}
    with pytest.raises(ValidationError, match="There are 24 strategies"):
        write_strategy(**told)
    set_aside(actor=cast.claire, strategy=first)
    write_strategy(**told)
    with pytest.raises(ValidationError, match="There are 24 strategies"):
        put_back(actor=cast.claire, strategy=first)


def test_once_read_out_only_hours_are_still_said(cast, as_):
    (one,) = ways(cast, ("Accueillir", None))
    graded([one], *((cast.membership(each), "4") for each in (cast.claire, cast.marc, cast.nadia)))
    read_out(actor=cast.claire, community=cast.community)
    desk, correct = as_(cast.claire), at("strategy-correct", one)
    assert 'name="text"' not in text_of(desk.get(correct))
    assert desk.post(correct, {"text": "Autre", "hours": "20"}).status_code == 302
    assert desk.post(correct, {"hours": "0"}).status_code == 422
    one.refresh_from_db()
    assert (one.text, one.hours) == ("Accueillir", 20)
    assert "stays what people graded" in text_of(desk.get(NEW))
    cards = list(one.cards.values_list("pk", flat=True))
    refused = desk.post(NEW, {"cards": cards, "text": "Une autre"})
    assert "Open grading again" in text_of(refused)
    assert "Open grading again" in text_of(desk.post(at("strategy-shelving", one), follow=True))
    assert "Open grading again" in text_of(desk.post(at("strategy-back", one), follow=True))
    grade_again(actor=cast.claire, community=cast.community)
    assert desk.post(NEW, {"cards": cards, "text": "Une autre"}).status_code == 302


def test_an_action_is_made_of_a_strategy_and_leads_back_to_it(cast, as_):
    (one,) = ways(cast, ("Accueillir à deux", 10))
    desk, new = as_(cast.claire), reverse("action-new", args=["en-chemin"])
    assert f"{new}?strategy={one.pk}" in text_of(desk.get(PAGE))
    form = text_of(desk.get(f"{new}?strategy={one.pk}"))
    assert f'<option value="{one.pk}" selected>' in form
    assert "A step of the strategy “Accueillir à deux”." in form
    for nonsense in ("²", "9" * 40, "x", "-1", "999999"):
        assert "A step of the strategy" not in text_of(desk.get(f"{new}?strategy={nonsense}"))
    assert desk.post(new, {"what": "Nommer dix noms", "strategy": one.pk}).status_code == 302
    action = Action.objects.get()
    assert "Accueillir à deux" in text_of(desk.get(reverse("plan", args=["en-chemin"])))
    page = text_of(desk.get(reverse("action", args=["en-chemin", action.pk])))
    assert f"{PAGE}#strategy-{one.pk}" in page
    assert "On s’entraide" in page
    assert "1 action in the plan" in text_of(desk.get(PAGE))


def test_strategies_are_one_quiet_link_away(cast, as_):
    board = board_of(cast)
    cards_on(board, "Une idée")
    member = as_(cast.marc)
    swot = reverse("swot", args=["en-chemin", board.pk])
    assert PAGE not in text_of(member.get(swot)), "nobody who writes cards is asked for more"
    actions.close_board(actor=cast.claire, board=board)
    for address in (swot, reverse("diagnosis", args=["en-chemin"]), reverse("plan", args=["en-chemin"])):
        assert text_of(member.get(address)).count(PAGE) == 1


def test_pages_ask_as_often_for_twenty_four_strategies_as_for_one(cast, as_):
    first = ways(cast, ("Voie 0", 5))
    people = [cast.membership(each) for each in (cast.claire, cast.marc, cast.nadia)]
    graded(first, *((each, "4") for each in people))
    browse = as_(cast.claire)
    addresses = [PAGE, reverse("grades", args=["en-chemin"]), NEW]
    few = [queries_of(browse, address) for address in addresses]
    read_out(actor=cast.claire, community=cast.community)
    few_read_out = queries_of(browse, PAGE)
    grade_again(actor=cast.claire, community=cast.community)
    more = ways(cast, *((f"Voie {n}", n) for n in range(1, 24)))
    graded(more, *((each, "3" * 23) for each in people))
    assert [queries_of(browse, address) for address in addresses] == few
    read_out(actor=cast.claire, community=cast.community)
    assert queries_of(browse, PAGE) == few_read_out


def test_while_people_vote_under_a_host_nobody_reads_votes_beside_the_cards(cast, as_):
    board = board_of(cast)
    _, second = cards_on(board, "Un", "Deux")
    board = led(cast, board, Phase.VOTE)
    actions.vote(actor=actions.come_in(board=board), card=second)
    assert [(card.text, card.votes, card.voices) for card in top_cards(cast.community)] == [
        ("Un", 0, 0),
        ("Deux", 0, 0),
    ]
    assert "1 vote" not in as_(cast.sonia).get(NEW).content.decode()
    led(cast, board, Phase.READ_OUT)
    assert [(card.text, card.votes) for card in top_cards(cast.community)] == [("Deux", 1), ("Un", 0)]


def test_an_action_is_not_decided_on_a_strategy_that_was_set_aside(cast):
    (told,) = ways(cast, ("Accueillir", 5))
    set_aside(actor=cast.claire, strategy=told)
    with pytest.raises(ValidationError, match="was set aside"):
        decide(actor=cast.claire, community=cast.community, what="Écrire", strategy=told)
