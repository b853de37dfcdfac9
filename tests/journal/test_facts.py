from __future__ import annotations

import pytest
from django.db import transaction

from essaim.journal import facts
from essaim.journal.facts import announce, name_of, on
from essaim.journal.models import Fact, FactsAreKeptError


@pytest.fixture(autouse=True)
def nobody_else_listens(monkeypatch) -> None:
    from collections import defaultdict

    monkeypatch.setattr(facts, "_after", defaultdict(list))
    monkeypatch.setattr(facts, "_within", defaultdict(list))


@pytest.fixture
def fact(cast) -> Fact:
    return announce(
        "circle.named", actor=cast.claire, subject=cast.tuesday, scope=cast.community, name="Le Gué"
    )


def test_a_fact_says_who_did_what_to_what_and_where(cast, fact):
    kept = Fact.objects.get()
    assert (kept.verb, kept.actor, kept.details) == ("circle.named", cast.claire, {"name": "Le Gué"})
    assert kept.subject == f"communities.weeklyslot:{cast.tuesday.pk}"
    assert kept.scope == name_of(cast.community) == f"communities.community:{cast.community.pk}"


def test_a_fact_may_have_no_actor_and_no_scope(cast):
    kept = announce("list.expired", actor=None, subject=cast.tuesday)
    assert (kept.actor, kept.scope) == (None, "")


def test_who_listens_within_writes_in_the_same_transaction(cast):
    heard: list[str] = []

    @on("circle.named", within=True)
    def hear(fact: Fact, subject: object) -> None:
        assert transaction.get_connection().in_atomic_block
        heard.append(fact.verb)

    announce("circle.named", actor=cast.claire, subject=cast.tuesday)
    announce("circle.closed", actor=cast.claire, subject=cast.tuesday)
    assert heard == ["circle.named"]


def test_a_listener_within_that_fails_takes_the_fact_with_it(cast):
    @on("circle.named", within=True)
    def fall(fact: Fact, subject: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce("circle.named", actor=cast.claire, subject=cast.tuesday)
    assert not Fact.objects.exists()


def test_others_hear_after_the_commit_and_not_of_what_was_undone(cast, django_capture_on_commit_callbacks):
    heard: list[object] = []
    on("circle.named")(lambda fact, subject: heard.append(subject))
    with django_capture_on_commit_callbacks(execute=True):
        announce("circle.named", actor=cast.claire, subject=cast.tuesday)
        assert heard == []
        with transaction.atomic():
            announce("circle.named", actor=cast.claire, subject=cast.thursday)
            transaction.set_rollback(True)
    assert heard == [cast.tuesday]


def test_what_happened_is_not_rewritten(fact):
    fact.verb = "circle.closed"
    with pytest.raises(FactsAreKeptError):
        fact.save()
    with pytest.raises(FactsAreKeptError):
        Fact.objects.update(verb="circle.closed")
    with pytest.raises(FactsAreKeptError):
        Fact.objects.bulk_update([fact], ["verb"])
    assert Fact.objects.get().verb == "circle.named"


def test_what_happened_is_not_taken_away(fact):
    with pytest.raises(FactsAreKeptError):
        fact.delete()
    with pytest.raises(FactsAreKeptError):
        Fact.objects.all().delete()
    with pytest.raises(FactsAreKeptError):
        Fact.objects.filter(pk=fact.pk).delete()
    assert Fact.objects.exists()


def test_when_the_row_of_a_person_goes_the_fact_stays_without_them(cast, fact):
    announce("circle.named", actor=cast.paul, subject=cast.tuesday)
    cast.paul.delete()
    assert list(Fact.objects.values_list("actor", flat=True)) == [cast.claire.pk, None]
