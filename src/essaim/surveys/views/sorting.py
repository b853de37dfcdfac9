"""Sorting open answers into themes: people sort, the machine says what looks alike."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import npgettext, pgettext

from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say, warn
from essaim.people.requests import SignedIn

from ..actions import sorting as actions
from ..forms.sorting import HideForm, MergeForm, NameForm, SortForm
from ..models import OpenAnswer, Question, Survey
from ..queries import sorting as queries
from ..queries.things import survey_for

A_PAGE = 20
LONGEST_SHOWN = 200
"""Of a name that was refused, so that it can be mended: a page need not carry megabytes."""
KEPT = "sorted-before"
HIDDEN = "hidden"


@door("surveys.steer", find=survey_for, methods=("GET",))
def questions(request: SignedIn, survey: Survey) -> HttpResponse:
    context = {
        "community": survey.community,
        "survey": survey,
        "questions": queries.questions_to_sort(survey),
    }
    return render(request, "surveys/sorting/questions.html", context)


@door("surveys.steer", find=queries.open_question_for)
def answers(request: SignedIn, question: Question) -> HttpResponse:
    """Answers that wait; with `?theme=`, those of a theme, or `hidden` ones. Sent: some go into a theme."""
    released = queries.released_answers(question)
    if request.method != "POST" or released is None:
        return _page(request, question)
    form = SortForm(request.POST, question=question, answers=released)
    if not form.is_valid():
        return _page(request, question, form)
    chosen = list(form.cleaned_data["answer"])
    try:
        theme, before = actions.sort_answers(
            actor=request.user, question=question, answers=chosen, theme=form.chosen()
        )
    except ValidationError as refusal:
        return _refused(request, question, form, refusal)
    words = npgettext(
        "surveys", "%(n)s answer is in “%(theme)s”.", "%(n)s answers are in “%(theme)s”.", len(chosen)
    )
    return _done(request, question, before, words % {"n": len(chosen), "theme": theme.name})


@door("surveys.steer", find=queries.open_question_for, methods=("POST",))
def hiding(request: SignedIn, question: Question) -> HttpResponse:
    released = queries.released_answers(question)
    form = HideForm(request.POST, answers=OpenAnswer.objects.none() if released is None else released)
    if not form.is_valid():
        return _page(request, question, form)
    hidden = form.cleaned_data["hidden"]
    before = actions.hide_answer(actor=request.user, answer=form.cleaned_data["answer"], hidden=hidden)
    words = {
        True: pgettext("surveys", "The answer is hidden: it is counted, and never quoted."),
        False: pgettext("surveys", "The answer shows again."),
    }
    return _done(request, question, before, words[hidden])


@door("surveys.steer", find=queries.open_question_for, methods=("POST",))
def renaming(request: SignedIn, question: Question) -> HttpResponse:
    form = NameForm(request.POST, question=question)
    if not form.is_valid():
        return _page(request, question, form)
    try:
        before = actions.rename_theme(actor=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        return _refused(request, question, form, refusal)
    return _done(request, question, before, pgettext("surveys", "The theme has its new name."))


@door("surveys.steer", find=queries.open_question_for, methods=("POST",))
def merging(request: SignedIn, question: Question) -> HttpResponse:
    form = MergeForm(request.POST, question=question)
    if not form.is_valid():
        return _page(request, question, form)
    into = form.cleaned_data["into"]
    try:
        before = actions.merge_themes(actor=request.user, theme=form.cleaned_data["theme"], into=into)
    except ValidationError as refusal:
        return _refused(request, question, form, refusal)
    words = pgettext("surveys", "Both themes are one: “%(theme)s”.") % {"theme": into.name}
    return _done(request, question, before, words)


@door("surveys.steer", find=queries.open_question_for, methods=("POST",))
def back(request: SignedIn, question: Question) -> HttpResponse:
    """Take back the last thing this person did to the question."""
    kept = request.session.get(KEPT)
    if not kept or kept["question"] != question.pk:
        warn(request, pgettext("surveys", "There is nothing left to take back."))
    else:
        del request.session[KEPT]
        actions.take_back(actor=request.user, question=question, before=cast("actions.Before", kept))
        say(request, pgettext("surveys", "Taken back."))
    return redirect(_where(question))


def _where(question: Question, name: str = "sorting-answers") -> str:
    survey = question.survey
    return reverse(name, args=[survey.community.slug, survey.pk, question.pk])


def _done(request: SignedIn, question: Question, before: actions.Before, words: str) -> HttpResponse:
    request.session[KEPT] = before
    say(request, words, undo=_where(question, "sorting-back"))
    here = _here(request)
    return HttpResponseRedirect(_where(question) + (f"?{here}" if here else ""))


def _here(request: SignedIn) -> str:
    """The tab and the page somebody sorts from, to come back to."""
    kept = QueryDict(mutable=True)
    for name in ("theme", "page"):
        if (value := request.GET.get(name, "")) and len(value) < 20:
            kept[name] = value
    return kept.urlencode()


def _refused(
    request: SignedIn, question: Question, form: forms.Form, refusal: ValidationError
) -> HttpResponse:
    """Somebody did otherwise between the reading of the form and the act."""
    form.add_error(None, refusal)
    return _page(request, question, form)


def _page(request: SignedIn, question: Question, form: forms.Form | None = None) -> HttpResponse:
    released = queries.released_answers(question)
    context: dict[str, Any] = {
        "community": question.survey.community,
        "survey": question.survey,
        "question": question,
        "released": released is not None,
        "here": _here(request),
        "wrong": [error for errors in form.errors.values() for error in errors] if form else [],
        "typed": request.POST.get("name", "").replace("\0", "")[:LONGEST_SHOWN] if form else "",
        "typed_for": request.POST.getlist("answer") if form else [],
    }
    if released is not None:
        context |= _to_sort(request, question, released)
    return render(request, "surveys/sorting/answers.html", context, status=422 if form else 200)


def _to_sort(request: SignedIn, question: Question, released: Any) -> dict[str, Any]:
    themes = list(question.themes.all())
    counts, hidden = queries.counts_of(released)
    asked = request.GET.get("theme", "")
    theme = next((one for one in themes if str(one.pk) == asked), None)
    out = asked == HIDDEN
    wanted = released.filter(hidden=True) if out else released.filter(hidden=False, theme=theme)
    keys = queries.shuffled_keys(wanted)
    page = page_of(request, keys, A_PAGE)
    read = queries.read_in_order(list(page.object_list))
    proposing = not out and theme is None
    return {
        "themes": themes,
        "tabs": [(one, counts[one.pk]) for one in themes],
        "waiting": counts[None],
        "hidden": hidden,
        "theme": theme,
        "out": out,
        "page": page,
        "rows": queries.near_themes(released, themes if proposing else [], read),
        "groups": queries.alike(keys) if proposing and page.number == 1 else [],
    }
