from __future__ import annotations

import pytest

from essaim.communities.actions import pair
from essaim.communities.models import Membership, Pairing
from house.counting import queries_of

PAGE = "/c/en-chemin/pairings/"


@pytest.fixture
def ask(cast, as_):
    def ask(one, other, kind):
        ids = {"one": cast.membership(one).pk, "other": cast.membership(other).pk}
        return as_(cast.claire).post(PAGE, {**ids, "kind": kind, "find-one": "ma", "find-other": "so"})

    return ask


def test_two_people_are_found_by_a_few_letters_and_paired(cast, as_, ask):
    found = as_(cast.claire).get(f"{PAGE}?find-one=lei&find-other=me").context["found"]
    assert [each.person.name for each in found["one"]] == ["Leïla Haddad"]
    assert ask(cast.leila, cast.sonia, "together")["Location"] == PAGE
    assert Pairing.objects.get().kind == "together"


def test_a_contradiction_is_refused_with_its_chain_and_the_searches_stay(cast, ask):
    ask(cast.marc, cast.nadia, "together")
    ask(cast.nadia, cast.sonia, "together")
    answer = ask(cast.marc, cast.sonia, "apart")
    assert answer.status_code == 422
    assert "Sonia Meyer – Nadia Benali – Marc Petit" in answer.content.decode()
    assert answer.context["search"] == {"one": "ma", "other": "so"}


def test_what_is_missing_is_said(cast, as_, ask):
    answer = as_(cast.claire).post(PAGE, {"find-one": "ma"})
    assert set(answer.context["form"].errors) == {"one", "other", "kind"}
    theirs = Membership.objects.get(community=cast.other)
    answer = as_(cast.claire).post(PAGE, {"one": theirs.pk, "other": theirs.pk, "kind": "apart"})
    assert set(answer.context["form"].errors) == {"one", "other"}
    assert ask(cast.marc, cast.marc, "apart").status_code == 422


def test_a_contradiction_between_wishes_is_shown_with_its_remedy(cast, as_):
    marc, nadia = cast.membership(cast.marc), cast.membership(cast.nadia)
    for kind, person in (("apart", cast.nadia), ("together", cast.marc)):
        Pairing.objects.create(community=cast.community, one=marc, other=nadia, kind=kind, asked_by=person)
    answer = as_(cast.claire).get(PAGE)
    assert len(answer.context["contradictions"]) == 1
    apart = Pairing.objects.get(kind="apart")
    as_(cast.claire).post(f"{PAGE}{apart.pk}/removal/")
    assert as_(cast.claire).get(PAGE).context["contradictions"] == []


def test_the_page_costs_the_same_at_1_and_at_30_pairs(cast, as_):
    crowd = cast.crowd(40)

    def ask(count):
        for other in crowd[1:count]:
            pair(
                actor=cast.claire,
                community=cast.community,
                one=crowd[0],
                other=other,
                kind=Pairing.Kind.TOGETHER,
            )

    ask(2)
    pilot = as_(cast.claire)
    one = queries_of(pilot, PAGE)
    ask(36)
    assert queries_of(pilot, PAGE) == one <= 8
