from __future__ import annotations

from essaim.communities.actions import phrase_for
from essaim.communities.models import Membership, Phrase
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
