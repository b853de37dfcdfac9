from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from essaim.communities.actions import leave, pair, unpair
from essaim.communities.models import Pairing
from essaim.communities.queries import contradictions_among, pairings_in

TOGETHER, APART = Pairing.Kind.TOGETHER, Pairing.Kind.APART


@pytest.fixture
def ask(cast):
    def ask(one, other, kind):
        return pair(
            actor=cast.claire,
            community=cast.community,
            one=cast.membership(one),
            other=cast.membership(other),
            kind=kind,
        )

    return ask


def test_a_pair_is_asked_once_whichever_is_named_first(cast, ask):
    assert ask(cast.nadia, cast.marc, APART) == ask(cast.marc, cast.nadia, APART)
    (pairing,) = pairings_in(cast.community)
    unpair(actor=cast.claire, pairing=pairing)
    assert pairings_in(cast.community) == []


def test_nobody_is_apart_from_themselves(cast, ask):
    with pytest.raises(ValidationError) as refusal:
        ask(cast.marc, cast.marc, APART)
    assert refusal.value.code == "oneself"


def test_a_chain_that_contradicts_is_named_and_refused(cast, ask):
    ask(cast.marc, cast.nadia, TOGETHER)
    ask(cast.nadia, cast.sonia, TOGETHER)
    with pytest.raises(ValidationError) as refusal:
        ask(cast.marc, cast.sonia, APART)
    for name in ("Marc Petit", "Nadia Benali", "Sonia Meyer"):
        assert name in refusal.value.messages[0]
    assert len(pairings_in(cast.community)) == 2


def test_closing_a_chain_over_two_people_apart_is_refused(cast, ask):
    ask(cast.marc, cast.sonia, APART)
    ask(cast.marc, cast.nadia, TOGETHER)
    with pytest.raises(ValidationError):
        ask(cast.nadia, cast.sonia, TOGETHER)


def test_contradictions_made_by_members_wishes_are_found(cast, ask):
    ask(cast.marc, cast.nadia, TOGETHER)
    marc, nadia = cast.membership(cast.marc), cast.membership(cast.nadia)
    Pairing.objects.create(community=cast.community, one=marc, other=nadia, kind=APART, asked_by=cast.nadia)
    (found,) = contradictions_among(pairings_in(cast.community))
    assert [each.person for each in found.chain] == [cast.marc, cast.nadia]
    assert ask(cast.leila, cast.sonia, APART)


def test_pairs_with_somebody_who_left_are_gone(cast, ask):
    ask(cast.marc, cast.nadia, TOGETHER)
    leave(actor=cast.marc, membership=cast.membership(cast.marc))
    assert pairings_in(cast.community) == []
