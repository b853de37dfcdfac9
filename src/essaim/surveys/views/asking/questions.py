"""Building a survey on a phone: each question on its own page, moved by buttons or dragged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import npgettext, pgettext

from essaim.core.doors import door
from essaim.core.posted import posted_number
from essaim.core.toasts import say, warn
from essaim.people.requests import SignedIn

from ...actions.asking.questions import (
    add_question,
    change_question,
    mend_wording,
    move_question,
    put_back,
    remove_question,
    set_condition,
)
from ...actions.asking.refusals import Refused
from ...forms.asking.kinds import BY_KIND, COMMON, OTHERS, Shown
from ...forms.asking.question import QuestionForm
from ...forms.asking.survey import first_language
from ...kinds import CAN_BE_A_CONDITION, Kind
from ...models import Question, Statement, Survey
from ...queries.asking import has_answers, questions_of
from ...queries.conditions import answers_to, condition_words
from ...queries.things import question_for, survey_for
from ...words import said

REMOVED = "survey-question-removed"


@dataclass(frozen=True, slots=True)
class Row:
    """One question in the list: `number` counts those that ask something, `condition` is in words."""

    question: Question
    shown: Shown
    words: str
    condition: str
    first: bool
    last: bool
    corrections: int = 0


def shown_questions(survey: Survey, questions: list[Question]) -> list[Row]:
    language = first_language(survey.community)
    by_key = {one.key: one for one in questions}
    mended = _corrected(survey) if hasattr(survey, "opening") else {}
    return [
        Row(
            question=one,
            shown=BY_KIND[Kind(one.kind)],
            words=said(one.texts, language),
            condition=condition_words(one, by_key, language),
            first=number == 0,
            last=number == len(questions) - 1,
            corrections=mended.get(one.pk, 0),
        )
        for number, one in enumerate(questions)
    ]


def _corrected(survey: Survey) -> dict[int, int]:
    rows = Question.objects.filter(survey=survey, corrections__isnull=False).order_by()
    return dict(rows.annotate(times=Count("corrections")).values_list("pk", "times"))


@door("surveys.steer", find=survey_for)
def question_new(request: SignedIn, survey: Survey) -> HttpResponse:
    """First the kind, then the question."""
    kind = request.GET.get("kind", "")
    context = {"community": survey.community, "survey": survey, "common": COMMON, "others": OTHERS}
    if kind not in Kind.values:
        return render(request, "surveys/asking/kinds.html", context)
    form = QuestionForm(request.POST or None, kind=kind, language=first_language(survey.community))
    if form.is_valid():
        try:
            add_question(actor=request.user, survey=survey, kind=kind, **form.fields_kept())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _back_to(survey)
    context |= {"form": form, "kind": BY_KIND[Kind(kind)]}
    return render(request, "surveys/asking/question.html", context, status=422 if form.errors else 200)


@door("surveys.steer", find=question_for)
def question(request: SignedIn, question: Question) -> HttpResponse:
    """Change it; once people have answered, mend its words."""
    survey = question.survey
    mending = has_answers(survey)
    form = QuestionForm(
        request.POST or None,
        kind=question.kind,
        language=first_language(survey.community),
        question=question,
        statements=_statements_of(question),
        mending=mending,
    )
    if form.is_valid() and _keep(request, question, form):
        return _back_to(survey)
    context = {
        "community": survey.community,
        "survey": survey,
        "question": question,
        "kind": BY_KIND[Kind(question.kind)],
        "form": form,
        "mending": mending,
        "closed": survey.is_closed,
        "condition": condition_words(
            question, {one.key: one for one in questions_of(survey)}, first_language(survey.community)
        ),
        "corrections": question.corrections.select_related("by").order_by("-pk"),
    }
    return render(request, "surveys/asking/question.html", context, status=422 if form.errors else 200)


def _keep(request: SignedIn, question: Question, form: QuestionForm) -> bool:
    """Whether it was kept; what stands against it, the form says beside what was typed."""
    try:
        if not form.mending:
            change_question(actor=request.user, question=question, **form.fields_kept())
        elif mend_wording(actor=request.user, question=question, **form.fields_kept()):
            say(request, pgettext("surveys", "The words are mended; what they were is kept beside them."))
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _statements_of(question: Question) -> list[str]:
    if question.kind != Kind.STATEMENTS:
        return []
    first = Statement.objects.filter(question=question, membership__isnull=True)
    return list(first.filter(state=Statement.State.ACCEPTED).order_by("pk").values_list("text", flat=True))


@door("surveys.steer", find=question_for)
def question_condition(request: SignedIn, question: Question) -> HttpResponse:
    """First which earlier question (`?on=`), then which of its answers."""
    survey, language = question.survey, first_language(question.survey.community)
    earlier = [
        one
        for one in questions_of(survey)
        if one.position < question.position and one.kind in CAN_BE_A_CONDITION
    ]
    wanted = request.GET.get("on", question.condition.get("question", ""))
    on = next((one for one in earlier if one.key == wanted), None)
    if request.method == "POST":
        return _set_condition(request, question, on)
    context = {
        "community": survey.community,
        "survey": survey,
        "question": question,
        "words": said(question.texts, language),
        "earlier": [(one, said(one.texts, language)) for one in earlier],
        "on": on,
        "on_words": said(on.texts, language) if on else "",
        "answers": answers_to(on, language) if on else [],
        "chosen": _keys(question.condition.get("any", ())) if on and _is_on(question, on) else [],
    }
    return render(request, "surveys/asking/condition.html", context)


def _set_condition(request: SignedIn, question: Question, on: Question | None) -> HttpResponse:
    ticked = request.POST.getlist("any")
    found = answers_to(on, "") if on and "always" not in request.POST else []
    any_of = [one.answer for one in found if one.key in ticked]
    if found and not any_of:
        warn(request, pgettext("surveys", "Tick at least one answer, or ask everybody."))
        return redirect(request.get_full_path())
    try:
        set_condition(actor=request.user, question=question, on=on if any_of else None, any_of=any_of)
    except Refused as refused:
        warn(request, str(refused))
    return redirect("question", question.survey.community.slug, question.survey_id, question.pk)


def _is_on(question: Question, on: Question) -> bool:
    return bool(question.condition.get("question") == on.key)


def _keys(answers: Any) -> list[str]:
    return ["true" if answer is True else str(answer) for answer in answers]


@door("surveys.steer", find=question_for, methods=("POST",))
def question_move(request: SignedIn, question: Question) -> HttpResponse:
    """One up, one down, or to a place (`to`, from 1) where it was dropped."""
    step = {"up": -1, "down": 1}.get(request.POST.get("way", ""))
    to = posted_number(request, "to") - 1 if step is None else question.position + step
    try:
        freed = move_question(actor=request.user, question=question, to=to)
    except Refused as refused:
        warn(request, str(refused))
        freed = []
    if freed:
        words = npgettext(
            "surveys",
            "%(n)s question is now asked to everybody: it depended on one that comes later.",
            "%(n)s questions are now asked to everybody: they depended on one that comes later.",
            len(freed),
        )
        warn(request, words % {"n": len(freed)})
    return _back_to(question.survey, question)


@door("surveys.steer", find=question_for, methods=("POST",))
def question_removal(request: SignedIn, question: Question) -> HttpResponse:
    survey = question.survey
    try:
        kept = remove_question(actor=request.user, question=question)
    except Refused as refused:
        warn(request, str(refused))
        return _back_to(survey)
    request.session[REMOVED] = {"survey": survey.pk, "kept": kept}
    back = reverse("question-back", args=[survey.community.slug, survey.pk])
    words = pgettext("surveys", "The question is removed.")
    if kept["conditions"]:
        words = pgettext(
            "surveys", "The question is removed; those that depended on it are asked to everybody."
        )
    say(request, words, undo=back)
    return _back_to(survey)


@door("surveys.steer", find=survey_for, methods=("POST",))
def question_back(request: SignedIn, survey: Survey) -> HttpResponse:
    """Undo the last removal."""
    removed = request.session.get(REMOVED, {})
    if removed.get("survey") != survey.pk:
        raise Http404
    try:
        question = put_back(actor=request.user, survey=survey, kept=removed["kept"])
    except Refused as refused:
        warn(request, str(refused))
        return _back_to(survey)
    return _back_to(survey, question)


def _back_to(survey: Survey, question: Question | None = None) -> HttpResponse:
    name = "survey-questions" if hasattr(survey, "opening") else "survey"
    where = f"#q-{question.pk}" if question else "#questions"
    return redirect(reverse(name, args=[survey.community.slug, survey.pk]) + where)
