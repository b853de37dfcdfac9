"""Grades, the ranking that is read out, and what fits in the hours there are."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from essaim.communities.actions import leave
from essaim.diagnosis.actions.ranking import give_hours, grade, grade_again, read_out
from essaim.diagnosis.models import Grade, Ranking, Strategy
from essaim.diagnosis.queries.ranking import open_strategies, outcome_of
from essaim.people.erasure import erase
from factories.diagnosis import graded, ways

PAGE = reverse("strategies", args=["en-chemin"])
GRADES = reverse("grades", args=["en-chemin"])
RANKING, END, HOURS = (
    reverse(name, args=["en-chemin"]) for name in ("ranking", "ranking-end", "ranking-hours")
)


def text_of(answer) -> str:
    return answer.content.decode()


def read(cast):
    ranking = Ranking.objects.get(community=cast.community)
    return outcome_of(cast.community, ranking, open_strategies(cast.community))


def ranks(outcome) -> list[tuple[int, str, str, int]]:
    return [(one.rank, one.strategy.text, one.word, one.people) for one in outcome.ranked]


@pytest.fixture
def people(cast):
    """Seven who belong, in the order of their arrival."""
    known = [cast.membership(each) for each in (cast.claire, cast.leila, cast.sonia, cast.marc, cast.nadia)]
    return known + cast.crowd(2)


def test_a_member_grades_corrects_takes_back_and_sees_no_ranking(cast, as_):
    one, two = ways(cast, ("Accueillir", 10), ("Se relayer", None))
    phone = as_(cast.marc)
    assert text_of(phone.get(GRADES)).count('type="radio"') == 14
    told = {f"grade-{one.pk}": "5", f"grade-{two.pk}": ""}
    assert "you have graded 1 strategy" in text_of(phone.post(GRADES, told, follow=True))
    phone.post(GRADES, {f"grade-{one.pk}": "2"})
    assert list(Grade.objects.values_list("strategy", "value")) == [(one.pk, 2)]
    assert re.search(rf'name="grade-{one.pk}" value="2"[^>]*checked', text_of(phone.get(GRADES)))
    page = text_of(phone.get(PAGE))
    assert "1 person graded it" in page
    assert "Passable" not in page
    phone.post(GRADES, {f"grade-{one.pk}": "", f"grade-{two.pk}": "0"})
    assert list(Grade.objects.values_list("strategy", "value")) == [(two.pk, 0)]
    wrong = phone.post(GRADES, {f"grade-{one.pk}": "6", f"grade-{two.pk}": "3"})
    assert (wrong.status_code, "Choose one of the six words, or none." in text_of(wrong)) == (422, True)
    assert re.search(rf'name="grade-{two.pk}" value="3"[^>]*checked', text_of(wrong)), "nothing is lost"
    elsewhere = Strategy.objects.create(community=cast.other, text="Ailleurs")
    phone.post(GRADES, {f"grade-{elsewhere.pk}": "5", "grade-x": "5", f"grade-{'9' * 99}": "1"})
    with pytest.raises(ValidationError, match="of this community"):
        grade(actor=cast.marc, membership=cast.membership(cast.marc), values={elsewhere.pk: 5})
    with pytest.raises(ValidationError, match="six words"):
        grade(actor=cast.marc, membership=cast.membership(cast.marc), values={one.pk: 6})
    assert Grade.objects.count() == 1
    assert as_(cast.serge).get(GRADES).status_code == 403
    assert as_(cast.diane).get(GRADES).status_code == 404


def test_the_ranking_is_read_out_by_a_host_and_silence_lowers_nobody(cast, as_, people):
    """Seven people, four strategies; the last is graded by two only, the third by four."""
    told = ways(cast, ("Accueillir", 12), ("Se relayer", 30), ("Visiter", None), ("Écrire", 8))
    graded(
        told,
        *zip(people, ("543-", "4425", "53-5", "34--", "342-", "24--", "444-"), strict=True),
    )
    assert "Excellent" not in text_of(as_(cast.claire).get(PAGE))
    assert as_(cast.marc).post(RANKING).status_code == 403
    answer = as_(cast.sonia).post(RANKING, follow=True)
    assert "The ranking is read out: everyone sees it." in text_of(answer)
    outcome = read(cast)
    # By hand. Se relayer 3 4 4 [4] 4 4 4 and Accueillir 2 3 3 [4] 4 5 5 both stand at 4; the next grade below
    # the middle is 4 against 3. Visiter 2 [2] 3 4 stands at its lower median; Écrire has two grades only.
    assert ranks(outcome) == [
        (1, "Se relayer", "Very good", 7),
        (2, "Accueillir", "Very good", 7),
        (3, "Visiter", "Passable", 4),
    ]
    assert [one.text for one in outcome.unheard] == ["Écrire"]
    assert [one.counts for one in outcome.ranked] == [(0, 0, 0, 1, 6, 0), (0, 0, 1, 2, 2, 2), ()]
    assert (outcome.people, outcome.agrees) == (7, True)
    page = text_of(as_(cast.marc).get(PAGE))
    for words in (
        "6 of 7 people say “Very good” or better.",
        "4 people graded it; most agree on “Passable” at least.",
        "2 people graded it, out of the 3 that a rank takes.",
        "Comparing them two by two puts the same first.",
        "How each was graded",
        "The same as a table",
    ):
        assert words in page
    assert page.count("chart__grade--for-strong") >= 1
    table = page.split("chart__table", 1)[1].split("</table>")[0]
    assert "Se relayer" in table
    assert "Visiter" not in table, "four people are too few to be told one by one"


def test_grades_stay_once_read_out_until_a_host_opens_grading_again(cast, as_, people):
    told = ways(cast, ("Accueillir", 12), ("Se relayer", 30))
    claire, _, sonia, marc, nadia, *_ = people
    graded(told, (claire, "52"))
    refused = text_of(as_(cast.claire).post(RANKING, follow=True))
    assert "grades of 3 people on one strategy at least; the most graded one has 1 so far" in refused
    assert "The ranking can be read out once 3 people" in refused
    graded(told, (sonia, "42"), (marc, "52"), (nadia, "24"))
    ranking = read_out(actor=cast.claire, community=cast.community)
    assert read_out(actor=cast.leila, community=cast.community) == ranking
    late = as_(cast.leila).post(GRADES, {f"grade-{told[0].pk}": "0"})
    assert (late.status_code, "unless a host opens grading again" in text_of(late)) == (422, True)
    assert Grade.objects.count() == 8
    before = ranks(read(cast))
    leave(actor=cast.nadia, membership=nadia)
    erase(actor=cast.marc)
    assert ranks(read(cast)) == before, "what was read out stays"
    page = text_of(as_(cast.claire).get(PAGE))
    assert "is told once 5 people have graded" in page
    assert "chart__table" not in page
    as_(cast.claire).post(END)
    assert as_(cast.leila).post(GRADES, {f"grade-{told[0].pk}": "0"}).status_code == 302
    grade_again(actor=cast.claire, community=cast.community)
    assert not Ranking.objects.exists()


def test_equal_grades_share_a_rank_and_pairs_may_put_another_first(cast, as_, people):
    told = ways(cast, ("Accueillir", 5), ("Se relayer", 5), ("Visiter", 5))
    graded(told, *zip(people[:5], ("441", "352", "532", "223", "115"), strict=True))
    read_out(actor=cast.claire, community=cast.community)
    assert [one[:2] for one in ranks(read(cast))] == [(1, "Accueillir"), (1, "Se relayer"), (3, "Visiter")]
    page = text_of(as_(cast.marc).get(PAGE))
    assert page.count("Another strategy has the same rank") == 2
    assert (read(cast).agrees, "puts the same first" in page) == (True, True)
    grade_again(actor=cast.claire, community=cast.community)
    # Three of five prefer the second, though more of them agree on a good word for the first.
    graded(told, *zip(people[:5], ("340", "340", "450", "500", "500"), strict=True))
    read_out(actor=cast.claire, community=cast.community)
    outcome = read(cast)
    assert [(one.rank, one.strategy.text, one.word) for one in outcome.ranked][:2] == [
        (1, "Accueillir", "Very good"),
        (2, "Se relayer", "Very good"),
    ]
    assert [one.text for one in outcome.first] == ["Se relayer"]
    assert "puts another first:" in text_of(as_(cast.marc).get(PAGE))
    grade_again(actor=cast.claire, community=cast.community)
    graded(told, *zip(people[:4], ("530", "530", "450", "450"), strict=True))
    graded(told, (people[4], "440"))
    read_out(actor=cast.claire, community=cast.community)
    assert "does not part these:" in text_of(as_(cast.marc).get(PAGE))


def test_of_those_that_share_the_first_rank_comparing_may_put_one_first(cast, as_, people):
    told = ways(cast, ("Accueillir", 5), ("Se relayer", 5))
    graded(told, *zip(people[:3], ("54", "43", "35"), strict=True))
    read_out(actor=cast.claire, community=cast.community)
    assert [(one.rank, one.strategy.text) for one in read(cast).ranked] == [
        (1, "Accueillir"),
        (1, "Se relayer"),
    ]
    page = text_of(as_(cast.marc).get(PAGE))
    assert "Of those that share the first rank, comparing them two by two puts first:" in page
    assert "puts another first" not in page


def test_opening_grading_again_does_not_tell_one_person_from_the_others(cast, as_, people):
    """Six graded and all was told; one more grades: the difference would be their word."""
    told = ways(cast, ("Accueillir", 5))
    graded(told, *((each, "4") for each in people[:6]))
    read_out(actor=cast.claire, community=cast.community)
    assert read(cast).ranked[0].counts == (0, 0, 0, 0, 6, 0)
    grade_again(actor=cast.claire, community=cast.community)
    graded(told, (people[6], "0"))
    read_out(actor=cast.claire, community=cast.community)
    (one,) = read(cast).ranked
    assert (one.people, one.word, one.counts) == (7, "Very good", ())
    page = text_of(as_(cast.marc).get(PAGE))
    assert "or changed their word since it was told" in page
    assert "chart__table" not in page
    grade_again(actor=cast.claire, community=cast.community)
    graded(told, *((each, "5") for each in people[:5]))
    read_out(actor=cast.claire, community=cast.community)
    assert read(cast).ranked[0].counts == (1, 0, 0, 0, 1, 5), "six changed since: it may be told"


def test_grades_are_told_only_where_no_earlier_telling_gives_one_person_away(cast, people):
    """Five change their mind and back: from what was told first, only the word of the sixth would differ."""
    told = ways(cast, ("Accueillir", 5))
    counts = []
    for words in ("444444", "555554", "444440", "000000"):
        graded(told, *zip(people[:6], words, strict=True))
        read_out(actor=cast.claire, community=cast.community)
        counts.append(read(cast).ranked[0].counts)
        grade_again(actor=cast.claire, community=cast.community)
    assert counts == [(0, 0, 0, 0, 6, 0), (0, 0, 0, 0, 1, 5), (), (6, 0, 0, 0, 0, 0)]


def test_that_nobody_finds_a_strategy_good_is_told_only_where_counts_are(cast, people):
    told = ways(cast, ("Accueillir", 5))
    graded(told, *((each, "1") for each in people[:4]))
    read_out(actor=cast.claire, community=cast.community)
    give_hours(actor=cast.claire, community=cast.community, hours=40)
    assert ([one.text for one in read(cast).fit.not_chosen], read(cast).fit.unwanted) == (["Accueillir"], [])
    grade_again(actor=cast.claire, community=cast.community)
    graded(told, (people[4], "1"))
    read_out(actor=cast.claire, community=cast.community)
    give_hours(actor=cast.claire, community=cast.community, hours=40)
    assert (read(cast).fit.not_chosen, [one.text for one in read(cast).fit.unwanted]) == ([], ["Accueillir"])


@pytest.mark.parametrize("page", [RANKING, END, HOURS])
def test_somebody_of_elsewhere_finds_none_of_these(cast, as_, page):
    assert as_(cast.diane).post(page, {"hours": "5"}).status_code == 404


def test_what_fits_in_the_hours_there_are_is_chosen_by_equal_shares(cast, as_, people):
    """Six people and sixty hours: ten each. Four want the first two, two want only the third."""
    told = ways(cast, ("Grand", 30), ("Second", 20), ("Petit", 18), ("Sans heures", None), ("Refusé", 1))
    ballots = ("55-50", "44-40", "33-31", "53-52", "--450", "--540")
    graded(told, *zip(people[:6], ballots, strict=True))
    with pytest.raises(ValidationError, match="Read the ranking out first"):
        give_hours(actor=cast.claire, community=cast.community, hours=40)
    read_out(actor=cast.claire, community=cast.community)
    assert as_(cast.marc).post(HOURS, {"hours": "60"}).status_code == 403
    desk = as_(cast.claire)
    for typed, words in (
        ("0", "Write at least one hour"),
        ("-1", "Write at least one hour"),
        (str(10**40), "Write 100,000 hours at most."),
        ("beaucoup", "Write a whole number of hours"),
    ):
        answer = desk.post(HOURS, {"hours": typed})
        assert (answer.status_code, words in text_of(answer)) == (422, True), typed
        assert f'value="{typed}"' in text_of(answer)
    assert desk.post(HOURS, {"hours": "60"}).status_code == 302
    fit = read(cast).fit
    # Second: 20 hours by four, five each; they have five left each, 20 in all: Grand is out of reach. Petit
    # was graded by two only, hence not ranked. What is left, 40, buys Grand, the most wanted that fits.
    assert [one.text for one in fit.chosen] == ["Second", "Grand"]
    assert (fit.left, [one.text for one in fit.unknown]) == (10, ["Sans heures"])
    assert [one.text for one in fit.unwanted] == ["Refusé"]
    page = text_of(as_(cast.marc).get(PAGE))
    for words in (
        "What fits in 60 hours",
        "with what was left",
        "Left out, because nobody has estimated",
        "Left out, because too few people graded them",
    ):
        assert words in page
    give_hours(actor=cast.claire, community=cast.community, hours=40)
    fit = read(cast).fit
    assert ([one.text for one in fit.chosen], [one.text for one in fit.not_chosen]) == (["Second"], ["Grand"])
    give_hours(actor=cast.claire, community=cast.community, hours=5)
    assert "Nothing that people find good fits in so few hours." in text_of(as_(cast.marc).get(PAGE))
    give_hours(actor=cast.claire, community=cast.community, hours=None)
    assert read(cast).fit is None


def test_all_is_said_in_french(cast, as_, client, people):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    told = ways(cast, ("Accueillir", 12))
    graded(told, *((each, "5") for each in people))
    assert "Personne ne voit qui a donné quelle mention" in text_of(as_(cast.marc).get(GRADES))
    read_out(actor=cast.claire, community=cast.community)
    give_hours(actor=cast.claire, community=cast.community, hours=40)
    page = text_of(as_(cast.marc).get(PAGE))
    for words in (
        "Ce qui tient en 40 heures",
        "7 personnes sur 7 disent «\xa0Excellent\xa0» ou mieux.",
        "S’appuyer dessus · 12\xa0heures",
        "Comparées deux à deux, la même vient en tête.",
    ):
        assert words in page
