"""What the pages of answering show: who holds a link, what was answered before, what may be voted on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from essaim.communities.models import Membership, WeeklySlot
from essaim.communities.queries import offered_slots
from essaim.engines.opinions.themes import MERGE_FROM, SIMILAR_FROM, similar
from essaim.people.models import Person

from ..answers import Offered, Words
from ..answers.kinds import LONGEST_STATEMENT
from ..kinds import Kind
from ..models import Invitee, OpenAnswer, Question, Sheet, Statement, Survey

SHOWN_AT_MOST = 50
MOST_COMPARED = 500
MOST_NEAR = 3


def invitees_present() -> QuerySet[Invitee]:
    """Those whose link opens: somebody who left closes theirs."""
    present = Invitee.objects.filter(membership__departure__isnull=True)
    return present.select_related(
        "survey__community",
        "survey__opening",
        "survey__closing",
        "membership__person",
        "membership__community",
    )


def open_surveys() -> QuerySet[Survey]:
    """Those that whoever has the link may answer."""
    return surveys_with_moments().filter(open_link=True)


def surveys_with_moments() -> QuerySet[Survey]:
    return Survey.objects.select_related("community", "opening", "closing")


@dataclass(frozen=True, slots=True)
class Material:
    """What a page of answering is made of: three reads, whatever the survey asks."""

    questions: list[Question]
    slots: list[WeeklySlot]
    statements: dict[str, list[Statement]]

    @property
    def offered(self) -> Offered:
        return Offered(
            frozenset(slot.pk for slot in self.slots),
            {key: frozenset(each.pk for each in said) for key, said in self.statements.items()},
        )


def material_of(survey: Survey, *, as_printed: bool = False) -> Material:
    """The least-voted statements first, so that all get as many votes; on paper, always in one order."""
    questions = list(survey.questions.all())
    kinds = {question.kind for question in questions}
    slots = list(offered_slots(survey.community)) if Kind.AVAILABILITY in kinds else []
    statements: dict[str, list[Statement]] = {}
    if Kind.STATEMENTS in kinds:
        keys = {question.pk: question.key for question in questions}
        accepted = Statement.objects.filter(question__in=keys, state=Statement.State.ACCEPTED)
        for each in accepted.order_by("pk") if as_printed else accepted.order_by("voted", "pk"):
            statements.setdefault(keys[each.question_id], []).append(each)
    return Material(questions, slots, statements)


def fresh_first(statements: Iterable[Statement], voted: Container[str]) -> list[Statement]:
    """Those a page shows: not voted on yet, as many as are shown, then those voted on."""
    every = list(statements)
    fresh = [each for each in every if str(each.pk) not in voted][:SHOWN_AT_MOST]
    return [*fresh, *(each for each in every if str(each.pk) in voted)]


def near_statements(
    statements: Sequence[Statement], text: str, *, at_least: float = SIMILAR_FROM
) -> list[Statement]:
    """Which of them may say already what somebody is writing, the nearest first."""
    compared = statements[:MOST_COMPARED]
    near = similar(
        [one.text for one in compared], text[:LONGEST_STATEMENT], at_least=at_least, most=MOST_NEAR
    )
    return [compared[one.place] for one in near]


def resembling(statements: Sequence[Statement], text: str) -> list[Statement]:
    """Those so near that whoever sends the words is asked first."""
    return near_statements(statements, text, at_least=MERGE_FROM)


def earlier_sheet(survey: Survey, membership: Membership | None) -> tuple[Sheet | None, list[Words]]:
    """What this person answered, to be changed: nothing in an anonymous survey, where nobody can know."""
    if survey.is_anonymous or membership is None:
        return None, []
    sheet = Sheet.objects.filter(survey=survey, membership=membership).first()
    said = OpenAnswer.objects.filter(question__survey=survey, membership=membership).order_by("pk")
    rows = said.values_list("question__key", "text", "quotable")
    return sheet, [Words(question=key, text=text, quotable=quotable) for key, text, quotable in rows]


def has_answered(survey: Survey, membership: Membership | None) -> bool:
    if membership is None:
        return False
    return Invitee.objects.filter(survey=survey, membership=membership, answered=True).exists()


def not_yet_answered(survey: Survey) -> QuerySet[Invitee]:
    """Those whose paper sheet may still be entered under their name."""
    waiting = survey.invitees.filter(answered=False, membership__departure__isnull=True)
    return waiting.select_related("membership__person").order_by("membership__person__name")


@dataclass(frozen=True, slots=True)
class Voice:
    """What people think of one statement."""

    statement: Statement
    votes: int
    agree: int
    disagree: int
    passed: int


def votes_on(survey: Survey, statements: Iterable[Statement]) -> dict[int, list[int]]:
    """{statement: votes, as `Statement.told` has them} of every sheet: to be told by `tell_votes` only."""
    asked = {str(each.pk): each.question.key for each in statements}
    keys = set(asked.values())
    counts: dict[str, Counter[int]] = {}
    sheets = survey.sheets.order_by().values_list("answers", flat=True)
    for answers in sheets.iterator(2000) if keys else ():
        for key in keys:
            for pk, vote in (answers.get(key) or {}).items():
                counts.setdefault(pk, Counter())[vote] += 1
    return {int(pk): in_order(counts.get(pk, {})) for pk in asked}


def in_order(counts: Mapping[int, int]) -> list[int]:
    """People who agree, who disagree, who pass."""
    return [counts.get(vote, 0) for vote in (1, -1, 0)]


def voices_of(statements: Iterable[Statement], told: Mapping[int, Sequence[int]]) -> list[Voice]:
    """What is told of statements; what people agree on most comes first."""
    shown = [_voice(each, told[each.pk]) for each in statements if each.pk in told]
    return sorted(shown, key=lambda voice: (-voice.agree, voice.statement.pk))


def _voice(statement: Statement, votes: Sequence[int]) -> Voice:
    every = sum(votes)
    agree, disagree, passed = (round(100 * n / every) for n in votes)
    return Voice(statement, every, agree, disagree, passed)


def statements_of(survey: Survey) -> tuple[QuerySet[Statement], dict[str, int]]:
    """All the statements of a survey, and how many there are in each state."""
    rows = Statement.objects.filter(question__survey=survey)
    counts = dict.fromkeys(Statement.State.values, 0)
    counts |= dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return rows.select_related("question", "membership__person").order_by("pk"), counts


def seen_by(survey: Survey, person: Person) -> list[Statement]:
    """The statements of which this person may now know what others think.

    After the closing, all. While it is open and the pilots chose so, those they voted on; in an anonymous
    survey nobody knows which, and whoever has answered may see them.
    """
    accepted = Statement.objects.filter(question__survey=survey, state=Statement.State.ACCEPTED)
    accepted = accepted.select_related("question").order_by("pk")
    if survey.is_closed:
        return list(accepted)
    if survey.statements != Survey.Statements.AFTER_VOTING:
        return []
    membership = Membership.objects.filter(community=survey.community, person=person).first()
    if survey.is_anonymous:
        return list(accepted) if has_answered(survey, membership) else []
    sheet, _ = earlier_sheet(survey, membership)
    voted = sheet.answers if sheet else {}
    return [each for each in accepted if str(each.pk) in (voted.get(each.question.key) or {})]


def paper_sheets(survey: Survey) -> int:
    """How many sheets were entered from paper, those that wait included."""
    of_paper = {"source": Sheet.Source.PAPER}
    return survey.sheets.filter(**of_paper).count() + survey.waiting_sheets.filter(**of_paper).count()
