"""The doors of answers from elsewhere: bring a file, say what its columns are, confirm, read the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.communities.queries.lists import outcomes_of
from essaim.core.doors import door
from essaim.core.downloads import csv_file
from essaim.core.pages import page_of
from essaim.engines.grouping.files.table import neutral
from essaim.engines.rosters import RosterRefused
from essaim.people.requests import SignedIn

from ...actions.elsewhere.bringing import bring_answers, give_answers_up, say_columns
from ...actions.elsewhere.writing import AnswersNotReady, confirm_answers
from ...forms.elsewhere.files import BringAnswers, ReadValues, SayColumns
from ...models import AnswersFile
from ...queries.elsewhere.files import column_for, file_for, files_of
from ...sayings import NOT_READY, refused_words

State = AnswersFile.State


@door("surveys.steer", find=community_for, methods=("GET",))
def files(request: SignedIn, community: Community) -> HttpResponse:
    page = page_of(request, files_of(community))
    return render(request, "surveys/elsewhere/files.html", {"community": community, "page": page})


@door("surveys.steer", find=community_for)
def new_file(request: SignedIn, community: Community) -> HttpResponse:
    form = BringAnswers(request.POST or None, request.FILES or None, community=community)
    if request.method == "POST" and form.is_valid():
        name, content = form.brought()
        given = form.cleaned_data
        try:
            brought = bring_answers(
                actor=request.user,
                community=community,
                name=name,
                content=content,
                survey=given["survey"],
                title=given["title"],
                mode=given["mode"],
            )
        except RosterRefused as refused:
            form.refuse(refused)
        else:
            return redirect("answers-file", community.slug, brought.pk)
    status = 422 if form.errors else 200
    return render(
        request, "surveys/elsewhere/new_file.html", {"community": community, "form": form}, status=status
    )


@door("surveys.steer", find=file_for, methods=("GET",))
def one_file(request: SignedIn, answers: AnswersFile) -> HttpResponse:
    return _page(request, answers, SayColumns(answers=answers))


@door("surveys.steer", find=file_for, methods=("POST",))
def mapping(request: SignedIn, answers: AnswersFile) -> HttpResponse:
    if answers.state != State.CHECKED:
        return _to(answers)
    form = SayColumns(request.POST, answers=answers)
    if not form.is_valid():
        return _page(request, answers, form, status=422)
    say_columns(actor=request.user, answers=answers, columns=form.told())
    return _to(answers)


@door("surveys.steer", find=column_for)
def column(request: SignedIn, found: Any) -> HttpResponse:
    answers, index = found.answers, found.index
    if answers.state != State.CHECKED:
        return _to(answers)
    told = answers.checked["columns"][index]
    form = ReadValues(request.POST or None, column=told)
    if request.method == "POST" and form.is_valid():
        kind = told.get("target") or told["kind"]
        columns = {index: {"kind": kind, **form.told()}}
        say_columns(actor=request.user, answers=answers, columns=columns)
        return _to(answers)
    context = {"community": answers.community, "answers": answers, "column": told, "form": form}
    return render(request, "surveys/elsewhere/column.html", context, status=422 if form.errors else 200)


@door("surveys.steer", find=file_for, methods=("POST",))
def confirmation(request: SignedIn, answers: AnswersFile) -> HttpResponse:
    try:
        confirm_answers(actor=request.user, answers=answers)
    except AnswersNotReady as missing:
        if answers.state != State.CHECKED:
            return _to(answers)
        return _page(request, answers, SayColumns(answers=answers), status=422, trouble=missing.code)
    return _to(answers)


@door("surveys.steer", find=file_for, methods=("POST",))
def giving_up(request: SignedIn, answers: AnswersFile) -> HttpResponse:
    give_answers_up(actor=request.user, answers=answers)
    return _to(answers)


@door("surveys.steer", find=file_for, methods=("GET",))
def report(request: SignedIn, answers: AnswersFile) -> StreamingHttpResponse:
    """The cells that could not be read, as a file that a spreadsheet opens."""
    if answers.state not in {State.DONE, State.CHECKED}:
        raise Http404
    header = [
        pgettext("surveys", "line"),
        pgettext("surveys", "column"),
        pgettext("surveys", "value"),
        pgettext("surveys", "reason"),
    ]
    return csv_file(f"essaim-reponses-{answers.pk}.csv", header, _lines(answers))


def _lines(answers: AnswersFile) -> Iterator[tuple[str | int, ...]]:
    for one in _refused(answers):
        yield one.line, neutral(one.column), neutral(one.value), one.reason


def _refused(answers: AnswersFile) -> list[Any]:
    kept: Any = outcomes_of(answers)
    return [
        SimpleNamespace(
            line=line, column=column, value=value, reason=refused_words(code, value=value, more=more)
        )
        for line, column, value, code, more in kept
    ]


def _to(answers: AnswersFile) -> HttpResponse:
    return redirect("answers-file", answers.community.slug, answers.pk)


def _page(
    request: SignedIn, answers: AnswersFile, form: SayColumns, status: int = 200, trouble: str = ""
) -> HttpResponse:
    page = page_of(request, _refused(answers))
    trouble = trouble or answers.progress.get("trouble", "")
    rows = form.rows()
    context = {
        "community": answers.community,
        "answers": answers,
        "checked": answers.checked,
        "form": form,
        "rows": rows,
        "to_look_at": sum(not row["sure"] or row["unread"] > 0 for row in rows),
        "trouble": NOT_READY.get(trouble, ""),
        "refusals": [
            refused_words(one["code"], more=one.get("more")) for one in answers.checked.get("refusals", ())
        ],
        "page": page,
        "refused": [(one, one.reason) for one in page],
    }
    return render(request, f"surveys/elsewhere/{_template(answers)}.html", context, status=status)


def _template(answers: AnswersFile) -> str:
    if answers.state in {State.CHECKING, State.WRITING}:
        return "file_busy"
    return {State.CHECKED: "file_checked", State.DONE: "file_done"}.get(State(answers.state), "file_ended")
