"""What holds for a whole survey: its promise, its day, its words, who moderates, other languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from django.db import transaction
from django.utils.translation import pgettext

from essaim.communities.models import Membership
from essaim.journal.facts import announce
from essaim.people.models import Person

from ...models import Moderator, Survey
from ...queries.asking import has_answers, questions_of
from .holding import held
from .questions import mend_wording
from .refusals import Refused

PROMISED = ("mode", "threshold")
"""Told before the first question: once the survey is sent they hold."""


@transaction.atomic
def change_settings(
    *, actor: Person, survey: Survey, moderators: Iterable[Membership] | None = None, **fields: Any
) -> Survey:
    """Change the settings given. Raises Refused for a promise that was made."""
    survey = held(survey)
    broken = [name for name in PROMISED if name in fields and fields[name] != getattr(survey, name)]
    if broken and hasattr(survey, "opening"):
        raise Refused(
            pgettext("surveys", "This was promised to those who were asked: it holds until the end.")
        )
    for name, value in fields.items():
        setattr(survey, name, value)
    survey.save(update_fields=list(fields) or None)
    if moderators is not None:
        _name_moderators(survey, list(moderators))
    announce("survey.settings-changed", actor=actor, subject=survey, scope=survey.community)
    return survey


@transaction.atomic
def put_into(*, actor: Person, survey: Survey, language: str, words: Mapping[str, Mapping[str, Any]]) -> int:
    """Write a survey in another language; how many of its parts changed.

    `words` is {"": {"titles": "…", …}, "question key": {"texts": "…", "helps": "…", "ends": ["…", "…"],
    "choices": {"choice key": "…"}, "rows": {…}}}. Once people have answered, each change is traced; raises
    Refused for one to the questions of a closed survey.
    """
    survey = held(survey)
    changed = _say_survey(survey, language, words.get("", {}))
    fixed = survey.is_closed or has_answers(survey)
    for question in questions_of(survey):
        fields = _said_in(question, language, words.get(question.key, {}))
        if not fields:
            continue
        changed += 1
        if fixed:
            mend_wording(actor=actor, question=question, **fields)
            continue
        for name, value in fields.items():
            setattr(question, name, value)
        question.save(update_fields=list(fields))
    if changed:
        announce("survey.translated", actor=actor, subject=survey, scope=survey.community, language=language)
    return changed


def _say_survey(survey: Survey, language: str, given: Mapping[str, Any]) -> int:
    changed = []
    for name in ("titles", "intros", "thanks"):
        texts = _with(getattr(survey, name), language, given.get(name))
        if texts != getattr(survey, name):
            setattr(survey, name, texts)
            changed.append(name)
    if changed:
        survey.save(update_fields=changed)
    return len(changed)


def _said_in(question: Any, language: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the question that change, whole."""
    fields: dict[str, Any] = {}
    for name in ("texts", "helps"):
        fields[name] = _with(getattr(question, name), language, given.get(name))
    for name in ("choices", "rows"):
        listed = deepcopy(getattr(question, name))
        for one in listed:
            one["texts"] = _with(one["texts"], language, given.get(name, {}).get(one["key"]))
        fields[name] = listed
    if "ends" in question.options and "ends" in given:
        fields["options"] = deepcopy(question.options)
        fields["options"]["ends"].pop(language, None)
        if any(given["ends"]):
            fields["options"]["ends"][language] = list(given["ends"])
    return {name: value for name, value in fields.items() if value != getattr(question, name)}


def _with(texts: Mapping[str, str], language: str, words: str | None) -> dict[str, str]:
    """These texts with that one; empty words take it out, None leaves all as it is."""
    if words is None:
        return dict(texts)
    said = {**texts, language: words}
    return {key: value for key, value in said.items() if value}


def _name_moderators(survey: Survey, wanted: list[Membership]) -> None:
    Moderator.objects.filter(survey=survey).exclude(membership__in=wanted).delete()
    known = set(Moderator.objects.filter(survey=survey).values_list("membership_id", flat=True))
    Moderator.objects.bulk_create(
        Moderator(survey=survey, membership=one) for one in wanted if one.pk not in known
    )
