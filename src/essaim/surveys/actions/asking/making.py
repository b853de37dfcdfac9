"""Beginning a survey: from one that is ready, from an earlier one, as a new version, or from nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import override, pgettext

from essaim.communities.models import Attribute, Community
from essaim.journal.facts import announce
from essaim.people.models import Person

from ... import starts
from ...kinds import Kind
from ...models import Moderator, Question, Statement, Survey
from ...queries.asking import questions_of
from ..asking.refusals import Refused

KEPT = (
    *("key", "position", "kind", "texts", "helps", "choices", "rows"),
    *("options", "condition", "required", "groups"),
)
SETTINGS = ["titles", "intros", "thanks", "mode", "threshold", "release", "statements", "open_link"]


@transaction.atomic
def begin_survey(
    *,
    actor: Person,
    community: Community,
    start: str = "",
    groups: Iterable[Attribute] = (),
) -> Survey:
    """A survey to work on. `start` names one that is ready; `groups` are asked first, to break down by."""
    ready = starts.read(start) if start else {}
    spoken = community.languages
    survey = Survey.objects.create(
        community=community,
        by=actor,
        titles=starts.in_languages(ready.get("titles", {}), spoken) or _plain_title(community),
        intros=starts.in_languages(ready.get("intros", {}), spoken),
        thanks=starts.in_languages(ready.get("thanks", {}), spoken),
    )
    first = [_of_attribute(survey, attribute) for attribute in groups]
    asked = [_ready_question(survey, one, spoken) for one in ready.get("questions", ())]
    for position, question in enumerate([*first, *asked]):
        question.position = position
    Question.objects.bulk_create([*first, *asked])
    _first_statements(survey, ready.get("questions", ()))
    announce("survey.begun", actor=actor, subject=survey, scope=community, start=start)
    return survey


def _plain_title(community: Community) -> dict[str, str]:
    language = next(iter(community.languages), "fr")
    with override(language):
        return {language: pgettext("surveys", "Survey")}


@transaction.atomic
def copy_survey(*, actor: Person, survey: Survey, compared: bool = False) -> Survey:
    """The same questions again, with their keys; `compared`: its results are to be read beside these."""
    copied = _copy(actor, survey, after=survey if compared else None)
    announce("survey.copied", actor=actor, subject=copied, scope=survey.community, of=survey.pk)
    return copied


@transaction.atomic
def new_version(*, actor: Person, survey: Survey) -> Survey:
    """A version to change freely; the present one goes on until it is sent. Asked twice, the same one."""
    survey = Survey.objects.select_for_update().select_related("community").get(pk=survey.pk)
    known = Survey.objects.filter(corrects=survey).first()
    if known:
        return known
    if not survey.is_open:
        raise Refused(
            pgettext("surveys", "This survey is not open: copy it instead, the copy can be changed freely.")
        )
    made = _copy(
        actor, survey, corrects=survey, version=survey.version + 1, closes_on=survey.closes_on,
        after=survey.after,
    )  # fmt: skip
    Moderator.objects.bulk_create(
        Moderator(survey=made, membership_id=one.membership_id) for one in survey.moderators.all()
    )
    announce("survey.version-begun", actor=actor, subject=made, scope=survey.community, of=survey.pk)
    return made


@transaction.atomic
def remove_draft(*, actor: Person, survey: Survey) -> None:
    """Put a survey away that was never sent. Raises Refused for one that was."""
    if hasattr(survey, "opening"):
        raise Refused(pgettext("surveys", "This survey was sent: it stays, as the history of its answers."))
    announce("survey.removed", actor=actor, subject=survey, scope=survey.community)
    survey.delete()


def _copy(actor: Person, survey: Survey, **more: Any) -> Survey:
    kept = {name: getattr(survey, name) for name in SETTINGS}
    made = Survey.objects.create(community=survey.community, by=actor, **kept, **more)
    made.community = survey.community
    asked = questions_of(survey)
    Question.objects.bulk_create(
        Question(survey=made, **{name: getattr(question, name) for name in KEPT}) for question in asked
    )
    _copy_statements(survey, made)
    return made


def _copy_statements(survey: Survey, made: Survey) -> None:
    """The sentences that were accepted are put to the vote again, without their authors."""
    new = {question.key: question for question in Question.objects.filter(survey=made)}
    accepted = Statement.objects.filter(question__survey=survey, state=Statement.State.ACCEPTED)
    Statement.objects.bulk_create(
        Statement(
            question=new[one.question.key],
            text=one.text,
            language=one.language,
            state=Statement.State.ACCEPTED,
        )
        for one in accepted.select_related("question").order_by("pk")
    )


def _ready_question(survey: Survey, ready: Mapping[str, Any], spoken: list[str]) -> Question:
    """One question of a start, in the languages of the community."""

    def listed(name: str) -> list[dict[str, Any]]:
        return [
            {"key": one["key"], "texts": starts.in_languages(one["texts"], spoken)}
            for one in ready.get(name, ())
        ]

    options = dict(ready.get("options", {}))
    if "ends" in options:
        options["ends"] = starts.in_languages(options["ends"], spoken)
    return Question(
        survey=survey,
        key=ready["key"],
        kind=ready["kind"],
        texts=starts.in_languages(ready["texts"], spoken),
        helps=starts.in_languages(ready.get("helps", {}), spoken),
        choices=listed("choices"),
        rows=listed("rows"),
        options=options,
        condition=ready.get("condition", {}),
        required=ready.get("required", False),
        groups=ready.get("groups", False),
    )


def _first_statements(survey: Survey, ready: Iterable[Mapping[str, Any]]) -> None:
    language = next(iter(survey.community.languages), "fr")
    keys = {one["key"]: one["statements"] for one in ready if one["kind"] == Kind.STATEMENTS}
    for question in Question.objects.filter(survey=survey, key__in=keys):
        Statement.objects.bulk_create(
            Statement(
                question=question,
                text=texts.get(language) or next(iter(texts.values())),
                language=language if language in texts else next(iter(texts)),
                state=Statement.State.ACCEPTED,
            )
            for texts in keys[question.key]
        )


def _in_your_case(attribute: Attribute, language: str) -> str:
    with override(language):
        return pgettext("surveys", "%(attribute)s: in your case?") % {"attribute": attribute.name}


def _of_attribute(survey: Survey, attribute: Attribute) -> Question:
    """The question that asks what the community already asks of each one, to break results down by."""
    languages = survey.community.languages or ["fr"]
    return Question(
        survey=survey,
        key=f"group-{attribute.pk}",
        kind=Kind.SINGLE,
        texts={language: _in_your_case(attribute, language) for language in languages},
        choices=[
            {"key": f"v{number}", "texts": {languages[0]: value}}
            for number, value in enumerate(attribute.choices, 1)
        ],
        groups=True,
    )
