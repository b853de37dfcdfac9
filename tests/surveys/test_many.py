"""More rows than one query takes values: SQLite is built for some thirty-two thousand."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import connection

from essaim.communities.models import Membership, PeopleList, RoleHeld
from essaim.communities.queries.lists import packed
from essaim.journal.models import Fact
from essaim.people.models import Person
from essaim.surveys.actions import sorting
from essaim.surveys.actions.answering import settle
from essaim.surveys.actions.asking.sending import open_survey, remind
from essaim.surveys.actions.reports import make_report
from essaim.surveys.kinds import Kind
from essaim.surveys.models import Invitee, Sheet, Survey, Theme, WaitingSheet
from essaim.surveys.queries.recipients import chosen, offered_to
from factories.answering import ask, closed, survey_of
from factories.reports import question_in, write

MANY = 1100


@pytest.fixture(autouse=True)
def few_values(db):
    """As many values a query as Django counts on, and no more."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    kept = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
    yield
    connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, kept)


@pytest.fixture
def crowd(cast) -> list[Membership]:
    people = Person.objects.bulk_create(Person(email=f"p{n}@exemple.fr") for n in range(MANY))
    here = [Membership(community=cast.community, person=one, arrival="added") for one in people]
    members = Membership.objects.bulk_create(here)
    RoleHeld.objects.bulk_create(RoleHeld(membership=one, role="member") for one in members)
    return members


def test_an_anonymous_survey_of_many_is_closed_and_shuffled(cast):
    survey = survey_of(cast)
    Sheet.objects.bulk_create(Sheet(survey=survey, answers={"calm": n % 5}) for n in range(MANY))
    WaitingSheet.objects.create(survey=survey, answers={"calm": 3})
    write(ask(survey, "ideas", Kind.TEXT), *(f"Idée {n}" for n in range(MANY)))
    assert settle(survey) == MANY + 1
    texts = list(survey.questions.get().open_answers.order_by("pk").values_list("text", flat=True))
    assert len(set(texts)) == MANY
    assert texts != [f"Idée {n}" for n in range(MANY)]


def test_many_are_asked_from_a_list_and_reminded(cast, crowd):
    survey = survey_of(cast, opened=False)
    ask(survey, "calm", Kind.SCALE)
    told = packed([(n, f"p{n}@exemple.fr", "added") for n in range(MANY)])
    people = PeopleList.objects.create(community=cast.community, name="Tous", state="done", report=told)
    assert offered_to(cast.community)[-1][::2] == (f"list-{people.pk}", MANY)
    asked = chosen(cast.community, f"list-{people.pk}")
    open_survey(actor=cast.claire, survey=survey, people=asked, by_hand=True)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Fact._meta.db_table} SET created_at = '2020-01-01 00:00:00+00:00'")
    assert remind(actor=cast.claire, survey=survey, by_hand=True) == MANY
    assert Invitee.objects.filter(survey=survey, reminders=1).count() == MANY


def test_two_surveys_of_many_are_compared_person_by_person(cast, crowd):
    before = survey_of(cast, mode="confidential")
    after = survey_of(cast, mode="confidential", after=before)
    for survey, value in ((before, 2), (after, 4)):
        ask(survey, "calm", Kind.SCALE)
        Sheet.objects.bulk_create(
            Sheet(survey=survey, membership=one, answers={"calm": value + n % 2})
            for n, one in enumerate(crowd)
        )
        report = make_report(actor=None, survey=closed(survey))
    (change,) = report.findings["changes"]["calm"]
    assert (change["value"], change["paired"]) == (2, True)
    assert question_in(report, "calm")["of"] == MANY
    assert Survey.objects.count() == 2


def test_a_theme_of_many_answers_is_merged_and_taken_apart_again(cast):
    question = ask(survey_of(cast), "ideas", Kind.TEXT)
    places, times = (Theme.objects.create(question=question, name=name) for name in ("Lieux", "Temps"))
    write(question, *(f"Idée {n}" for n in range(MANY)), theme=times)
    before = sorting.merge_themes(actor=cast.claire, theme=times, into=places)
    assert places.open_answers.count() == MANY
    sorting.take_back(actor=cast.claire, question=question, before=before)
    assert question.themes.get(name="Temps").open_answers.count() == MANY
