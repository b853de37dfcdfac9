"""An anonymous answer cannot be joined to its author with the whole database in hand.

Twelve people answer in an order that only this test knows. Every table is then read, all rows, all columns,
in the order of the rows: nothing in it says which sheet is whose, nor puts the sheets in the order in which
they came.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from django.db import connection
from django.urls import reverse

from essaim.core.links import sign
from essaim.surveys.actions.answering import receive_sheet, settle
from essaim.surveys.kinds import Kind
from essaim.surveys.models import Invitee, OpenAnswer, Sheet, Statement, WaitingSheet
from factories.answering import answers_to, ask, closed, invite, survey_of, texts

PEOPLE, SEEDS = 12, 16
MAY_CHANGE = {
    "surveys_invitee",
    "surveys_sheet",
    "surveys_openanswer",
    "surveys_statement",
    "surveys_waitingsheet",
    "sqlite_sequence",
}


def everything() -> dict[str, list[tuple]]:
    """Each table with its rows, as they lie."""
    dumped = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            where = "ctid" if connection.vendor == "postgresql" else "rowid"
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY {where}')
            dumped[table] = cursor.fetchall()
        if connection.vendor == "sqlite":
            cursor.execute("SELECT * FROM sqlite_sequence")
            dumped["sqlite_sequence"] = cursor.fetchall()
    return dumped


def the_survey(cast):
    survey = survey_of(cast)
    ask(survey, "points", Kind.POINTS, rows=texts(("a", "A")), options={"points": 5000})
    ask(survey, "free", Kind.TEXT)
    ask(survey, "say", Kind.STATEMENTS)
    return survey


def voice(n: int) -> dict:
    return {"points.a": str(1000 + n), "free": f"voix-{n:02d}", "say.new": f"idée-{n:02d}"}


def orders(survey) -> dict[str, list[int]]:
    """In the order of their rows, whose each sheet, each open answer and each statement is."""
    in_order = "id"
    return {
        "sheets": [
            s.answers["points"]["a"] - 1000 for s in Sheet.objects.filter(survey=survey).order_by(in_order)
        ],
        "words": [
            int(o.text[-2:]) for o in OpenAnswer.objects.filter(question__survey=survey).order_by(in_order)
        ],
        "statements": [
            int(s.text[-2:]) for s in Statement.objects.filter(question__survey=survey).order_by(in_order)
        ],
    }


def inversions(order: list[int]) -> int:
    return sum(one > other for one, other in combinations(order, 2))


def spread(sizes: list[int]) -> list[int]:
    """How many ways there are to have 0, 1, 2 … inversions in independent orders of these sizes."""
    ways = [1]
    for size in sizes:
        for places in range(2, size + 1):
            longer = [0] * (len(ways) + places - 1)
            for count, number in enumerate(ways):
                for more in range(places):
                    longer[count + more] += number
            ways = longer
    return ways


def as_by_chance(found: list[list[int]]) -> Fraction:
    """The exact two-sided probability that chance alone gives an order this far from none."""
    ways = spread([len(order) for order in found])
    far = abs(2 * sum(map(inversions, found)) - (len(ways) - 1))
    return Fraction(
        sum(n for count, n in enumerate(ways) if abs(2 * count - (len(ways) - 1)) >= far), sum(ways)
    )


def test_no_order_of_rows_says_who_came_first(cast):
    people = cast.crowd(PEOPLE)
    by_arrival: dict[str, list[list[int]]] = {}
    by_row: dict[str, list[list[int]]] = {}
    for seed in range(SEEDS):
        chance, survey = Random(seed), the_survey(cast)
        invitees = invite(survey, *people)
        arrival = Random(1000 + seed).sample(range(PEOPLE), PEOPLE)
        place = {person: nth for nth, person in enumerate(arrival)}

        def found(name: str, order: list[int], place=place) -> None:
            by_row.setdefault(name, []).append(order)
            by_arrival.setdefault(name, []).append([place[person] for person in order])

        for person in arrival:
            receive_sheet(
                actor=None, survey=survey, answers=answers_to(survey, more=voice(person)),
                membership=invitees[person].membership, chance=chance,
            )  # fmt: skip
            if person == arrival[3]:
                waiting = WaitingSheet.objects.filter(survey=survey).order_by("id")
                found("waiting", [one.answers["points"]["a"] - 1000 for one in waiting])
        for name, order in orders(survey).items():
            found(f"first batch of {name}", order[:5])
            found(f"second batch of {name}", order[5:])
        settle(closed(survey), chance=chance)
        for name, order in orders(survey).items():
            if name != "statements":
                found(f"all {name}", order)
        whole = orders(survey)
        found("words against sheets", [whole["sheets"].index(person) for person in whole["words"]])
    chances = {name: float(as_by_chance(each)) for name, each in (by_arrival | by_row).items()}
    assert all(sorted(order) == list(range(PEOPLE)) for order in by_row["all sheets"])
    assert {name: p for name, p in chances.items() if p < 0.01} == {}
    for name, orders_found in by_row.items():
        assert float(as_by_chance(orders_found)) > 0.01, name
    # The test itself sees an order where there is one.
    assert as_by_chance([list(range(PEOPLE))] * 2) < Fraction(1, 10**9)


def dumped_around_answers(cast, client) -> tuple[dict, dict]:
    """Twelve people answer from their links, one after the other, through the pages."""
    survey = the_survey(cast)
    invitees = invite(survey, *cast.crowd(PEOPLE))
    client.get(reverse("survey-answer", args=[sign("survey-answer", invitees[0].pk)]))
    before = everything()
    for n in Random(7).sample(range(PEOPLE), PEOPLE):
        path = reverse("survey-answer", args=[sign("survey-answer", invitees[n].pk)])
        sent = {f"q.{name}": value for name, value in voice(n).items()}
        assert client.post(path, sent).status_code == 302
    settle(closed(survey))
    return before, everything()


def test_no_value_of_any_table_is_shared_by_a_sheet_and_somebody(cast, client):
    before, after = dumped_around_answers(cast, client)
    changed = {table for table in after if after[table] != before.get(table)} - {"surveys_closing"}
    assert changed <= MAY_CHANGE
    assert "surveys_sheet" in changed
    for n in range(PEOPLE):
        found = {
            table
            for table, rows in after.items()
            if any(
                mark in str(value)
                for row in rows
                for value in row
                for mark in (f"voix-{n:02d}", f": {1000 + n}}}")
            )
        }
        assert found == {"surveys_sheet", "surveys_openanswer"}
    assert after["surveys_waitingsheet"] == []


def test_what_lies_beside_an_answer_is_the_same_for_all(cast, client):
    """A column that differs from row to row could be a key: there is none but the number of the row."""
    dumped_around_answers(cast, client)
    assert set(Sheet.objects.values_list("survey", "membership", "source", "received_at", "origin_key")) == {
        (Sheet.objects.first().survey_id, None, "link", None, "")
    }
    assert (
        len(set(OpenAnswer.objects.values_list("question", "membership", "quotable", "hidden", "theme"))) == 1
    )
    assert (
        len(set(Statement.objects.values_list("question", "membership", "state", "decided_by", "voted"))) == 1
    )
    assert set(Invitee.objects.values_list("answered", "reminders")) == {(True, 0)}
    assert {f.name for f in Sheet._meta.fields} == {
        "id", "survey", "membership", "source", "answers", "received_at", "origin_key",
    }  # fmt: skip


@pytest.mark.parametrize("answered", [1, 4, 6])
def test_the_last_to_come_are_not_alone_at_the_end_of_the_table(cast, answered):
    """Whoever comes after a full batch would be known by their place: at closing all are shuffled again."""
    last = []
    for seed in range(SEEDS):
        chance, survey = Random(seed), the_survey(cast)
        for n in range(answered):
            receive_sheet(actor=None, survey=survey, answers=answers_to(survey, more=voice(n)), chance=chance)
        assert settle(closed(survey), chance=chance) == answered
        last.append(orders(survey)["sheets"][-1])
    if answered > 1:
        assert len(set(last)) > 2
