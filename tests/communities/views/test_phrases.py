from __future__ import annotations

from essaim.communities.actions import Needs, phrase_for, say_needs
from essaim.communities.models import Availability, Membership, NeedsChange, Phrase
from essaim.communities.queries import known_in
from house.counting import queries_of

PAGE = "/c/en-chemin/phrases/"


def wrote(cast, text, *emails):
    phrase = phrase_for(community=cast.community, text=text)
    return phrase, [cast.member(email, phrase=phrase, availability_text=text) for email in emails]


def test_each_phrase_is_shown_once_with_slots_proposed(cast, as_):
    wrote(cast, "mardi soir", "a@exemple.fr")
    wrote(cast, "jeudi soir", "b@exemple.fr", "c@exemple.fr")
    shown = as_(cast.claire).get(PAGE).context["readings"]
    assert [(one.phrase.text, one.phrase.people) for one in shown] == [("jeudi soir", 2), ("mardi soir", 1)]
    assert [one.form["can"].value() for one in shown] == [[cast.thursday.pk], [cast.tuesday.pk]]


def test_accepting_a_phrase_holds_for_all_who_wrote_it(cast, as_):
    phrase, people = wrote(cast, "mardi soir", "a@exemple.fr", "b@exemple.fr")
    pilot = as_(cast.claire)
    assert pilot.get("/c/en-chemin/availability/").context["standing"].unread == 1
    for _ in range(2):
        pilot.post(f"{PAGE}{phrase.pk}/", {"can": [cast.tuesday.pk], "likes": [cast.thursday.pk]})
    assert known_in(cast.community).known == 2
    slots = people[0].availabilities.order_by("slot").values_list("slot", "preferred")
    assert list(slots) == [(cast.tuesday.pk, False), (cast.thursday.pk, True)]
    assert pilot.get("/c/en-chemin/availability/").context["standing"].unread == 0


def test_one_cannot_tell_leaves_people_to_be_asked(cast, as_):
    phrase, people = wrote(cast, "ça dépend", "a@exemple.fr")
    as_(cast.claire).post(f"{PAGE}{phrase.pk}/", {"unclear": "1", "can": [cast.tuesday.pk]})
    phrase.refresh_from_db()
    assert phrase.reading == Phrase.Reading.UNCLEAR
    assert Membership.objects.get(pk=people[0].pk).availability_known_at is None


def test_a_slot_of_elsewhere_changes_nothing(cast, as_):
    phrase, _ = wrote(cast, "mardi soir", "a@exemple.fr")
    theirs = cast.slot(1, 600, community=cast.other)
    as_(cast.claire).post(f"{PAGE}{phrase.pk}/", {"can": [theirs.pk]})
    phrase.refresh_from_db()
    assert phrase.reading == ""


def test_the_page_costs_the_same_at_1_and_at_8_phrases(cast, as_):
    pilot = as_(cast.claire)
    wrote(cast, "mardi soir", "a@exemple.fr")
    one = queries_of(pilot, PAGE)
    for number in range(12):
        wrote(cast, f"mardi soir {number}", f"z{number}@exemple.fr")
    assert queries_of(pilot, PAGE) == one <= 8


def test_nothing_ticked_is_never_taken_for_never(cast, as_):
    phrase, people = wrote(cast, "ça dépend de mes gardes", "a@exemple.fr")
    as_(cast.claire).post(f"{PAGE}{phrase.pk}/", {})
    phrase.refresh_from_db()
    assert phrase.reading == Phrase.Reading.UNCLEAR
    assert Membership.objects.get(pk=people[0].pk).availability_known_at is None


def test_all_that_leaves_no_doubt_is_accepted_at_once(cast, as_):
    wrote(cast, "mardi soir", "a@exemple.fr", "b@exemple.fr")
    wrote(cast, "mardi ou jeudi soir", "c@exemple.fr")
    doubtful, _ = wrote(cast, "mardi soir sauf vacances", "d@exemple.fr")
    pilot = as_(cast.claire)
    shown = pilot.get(PAGE)
    assert (shown.context["sure"], shown.context["doubtful"]) == (2, 1)
    assert [words for words, _ in shown.context["understood"]] == ["mardi soir", "mardi ou jeudi soir"]
    assert shown.content.decode().count("button--primary") == 1

    answer = pilot.post(f"{PAGE}sure/", follow=True)
    assert "2 readings accepted." in answer.content.decode()
    assert known_in(cast.community).known == 3
    said = Availability.objects.order_by("membership", "slot")
    assert list(said.values_list("membership__person__email", "slot")) == [
        ("a@exemple.fr", cast.tuesday.pk),
        ("b@exemple.fr", cast.tuesday.pk),
        ("c@exemple.fr", cast.tuesday.pk),
        ("c@exemple.fr", cast.thursday.pk),
    ]
    assert list(Phrase.objects.filter(reading="")) == [doubtful]


def test_accepting_all_is_undone_but_for_what_was_decided_or_answered_since(cast, as_):
    wrote(cast, "mardi soir", "a@exemple.fr")
    corrected, _ = wrote(cast, "jeudi soir", "b@exemple.fr")
    _, (answered,) = wrote(cast, "mardi ou jeudi soir", "c@exemple.fr")
    pilot = as_(cast.claire)
    pilot.post(f"{PAGE}sure/")
    pilot.post(f"{PAGE}{corrected.pk}/", {"can": [cast.tuesday.pk]})
    say_needs(actor=answered.person, membership=answered, needs=Needs(can=frozenset({cast.tuesday.pk})))
    undo = f"/c/en-chemin/availability/many/{NeedsChange.objects.get().pk}/undo/"
    assert pilot.post(undo)["Location"] == PAGE
    assert list(Phrase.objects.filter(reading="slots").values_list("text", flat=True)) == ["jeudi soir"]
    known = Membership.objects.filter(availability_known_at__isnull=False).order_by("pk")
    assert [each.person.email for each in known] == ["b@exemple.fr", "c@exemple.fr"]
    assert pilot.get(PAGE).context["sure"] == 2


def test_who_answered_by_themselves_is_not_spoken_for(cast, as_):
    _, (answered,) = wrote(cast, "jeudi soir", "a@exemple.fr")
    say_needs(actor=answered.person, membership=answered, needs=Needs(can=frozenset({cast.tuesday.pk})))
    as_(cast.claire).post(f"{PAGE}sure/")
    assert [each.slot for each in Availability.objects.all()] == [cast.tuesday]


def test_with_nothing_sure_there_is_nothing_to_accept_or_to_undo(cast, as_):
    wrote(cast, "ça dépend", "a@exemple.fr")
    pilot = as_(cast.claire)
    assert "phrases/sure/" not in pilot.get(PAGE).content.decode()
    assert "undo" not in pilot.post(f"{PAGE}sure/", follow=True).content.decode()
