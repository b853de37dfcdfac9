from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from essaim.communities.actions import (
    Needs,
    add_attribute,
    leave_unread,
    phrase_for,
    read_phrase,
    say_needs,
    set_for_many,
    undo_for_many,
)
from essaim.communities.models import Membership, Pairing
from essaim.communities.queries import known_in, own_wishes, unknown_in


def slots_of(membership):
    return {each.slot_id: each.preferred for each in membership.availabilities.all()}


def fresh(membership):
    return Membership.objects.get(pk=membership.pk)


def test_what_somebody_says_replaces_what_was_known(cast):
    site = add_attribute(actor=cast.claire, community=cast.community, name="Site", several=True)
    marc, nadia = cast.membership(cast.marc), cast.membership(cast.nadia)

    def say(**needs):
        return say_needs(actor=cast.marc, membership=marc, needs=Needs(**needs))

    say(
        can=frozenset({cast.tuesday.pk, cast.thursday.pk}),
        likes=frozenset({cast.thursday.pk}),
        languages=("fr", "en"),
        values={site.pk: ("Lyon", "Paris", "Lyon")},
        facilitates=1,
        together=frozenset({nadia.pk}),
    )
    assert slots_of(marc) == {cast.tuesday.pk: False, cast.thursday.pk: True}
    assert list(marc.values.order_by("pk").values_list("value", flat=True)) == ["Lyon", "Paris"]
    assert [wish.kind for wish in own_wishes(marc)] == ["together"]

    say(
        can=frozenset({cast.tuesday.pk}), languages=("fr",), values={site.pk: ()}, apart=frozenset({nadia.pk})
    )
    assert slots_of(marc) == {cast.tuesday.pk: False}
    assert not marc.values.exists()
    assert [wish.kind for wish in own_wishes(marc)] == ["apart"]
    assert fresh(marc).availability_from == Membership.Said.THEMSELVES


def test_none_of_these_suits_is_known_and_not_unknown(cast):
    before = known_in(cast.community)
    say_needs(actor=cast.marc, membership=cast.membership(cast.marc), needs=Needs(can=frozenset()))
    after = known_in(cast.community)
    assert (before.known, before.total, before.unknown) == (0, 5, 5)
    assert (after.known, after.unknown) == (1, 4)


def test_a_wish_about_oneself_or_both_ways_is_refused_whole(cast):
    marc, nadia = cast.membership(cast.marc), cast.membership(cast.nadia)
    for wishes in (
        {"apart": frozenset({marc.pk})},
        {"apart": frozenset({nadia.pk}), "together": frozenset({nadia.pk})},
    ):
        with pytest.raises(ValidationError):
            say_needs(actor=cast.marc, membership=marc, needs=Needs(can=frozenset(), **wishes))
    assert not Pairing.objects.exists()
    assert fresh(marc).availability_known_at is None


def test_wishes_of_others_are_neither_seen_nor_replaced(cast):
    marc, nadia = cast.membership(cast.marc), cast.membership(cast.nadia)
    wish = frozenset({nadia.pk})
    say_needs(actor=cast.marc, membership=marc, needs=Needs(can=frozenset(), together=wish))
    assert own_wishes(nadia) == []
    say_needs(actor=cast.nadia, membership=nadia, needs=Needs(can=frozenset(), together=frozenset({marc.pk})))
    say_needs(actor=cast.nadia, membership=nadia, needs=Needs(can=frozenset()))
    assert len(own_wishes(marc)) == 1


def test_a_pilot_sets_for_many_and_undoes_it_but_for_those_who_answered_since(cast):
    can = frozenset({cast.tuesday.pk})
    marc, nadia = cast.membership(cast.marc), cast.membership(cast.nadia)
    change = set_for_many(
        actor=cast.claire,
        community=cast.community,
        memberships=unknown_in(cast.community),
        can=can,
        languages=("fr", "en"),
        facilitates=1,
    )
    assert known_in(cast.community).unknown == 0
    assert (slots_of(marc), fresh(marc).languages) == ({cast.tuesday.pk: False}, ["fr", "en"])

    say_needs(actor=cast.nadia, membership=fresh(nadia), needs=Needs(can=frozenset({cast.thursday.pk})))
    undo_for_many(actor=cast.claire, change=change)
    undo_for_many(actor=cast.claire, change=change)
    assert (slots_of(marc), fresh(marc).languages, fresh(marc).facilitates) == ({}, ["fr"], 0)
    assert fresh(marc).availability_known_at is None
    assert slots_of(nadia) == {cast.thursday.pk: False}


def test_setting_one_thing_leaves_the_others(cast):
    anna = cast.member("anna@exemple.fr", slots=(cast.tuesday,), languages=["de"])
    change = set_for_many(
        actor=cast.claire,
        community=cast.community,
        memberships=Membership.objects.filter(pk=anna.pk),
        facilitates=2,
    )
    assert (fresh(anna).facilitates, fresh(anna).languages) == (2, ["de"])
    assert slots_of(anna) == {cast.tuesday.pk: False}
    undo_for_many(actor=cast.claire, change=change)
    assert fresh(anna).facilitates == 0
    assert slots_of(anna) == {cast.tuesday.pk: False}


def test_setting_for_many_stays_within_the_community(cast):
    set_for_many(
        actor=cast.claire, community=cast.community, memberships=Membership.objects.all(), facilitates=3
    )
    assert Membership.objects.get(community=cast.other).facilitates == 0


def test_a_phrase_read_once_speaks_for_all_who_wrote_it(cast):
    phrase = phrase_for(community=cast.community, text="Mardi soir, sauf vacances ")
    assert phrase_for(community=cast.community, text="MARDI soir, sauf vacances") == phrase
    marc, nadia = cast.membership(cast.marc), cast.membership(cast.nadia)
    Membership.objects.filter(pk__in=[marc.pk, nadia.pk]).update(phrase=phrase)

    changed = read_phrase(actor=cast.claire, phrase=phrase, can=frozenset({cast.tuesday.pk}))
    assert {each.pk for each in changed} == {marc.pk, nadia.pk}
    assert slots_of(marc) == slots_of(nadia) == {cast.tuesday.pk: False}

    say_needs(actor=cast.nadia, membership=fresh(nadia), needs=Needs(can=frozenset()))
    likes = frozenset({cast.thursday.pk})
    assert read_phrase(actor=cast.claire, phrase=phrase, can=likes, likes=likes) == [marc]
    assert (slots_of(marc), slots_of(nadia)) == ({cast.thursday.pk: True}, {})


def test_a_phrase_that_does_not_tell_leaves_people_unknown(cast):
    phrase = phrase_for(community=cast.community, text="ça dépend")
    marc = cast.membership(cast.marc)
    Membership.objects.filter(pk=marc.pk).update(phrase=phrase)
    read_phrase(actor=cast.claire, phrase=phrase, can=frozenset({cast.tuesday.pk}))
    leave_unread(actor=cast.claire, phrase=phrase)
    assert fresh(marc).availability_known_at is None
    assert slots_of(marc) == {}
    assert phrase.reading == "unclear"
