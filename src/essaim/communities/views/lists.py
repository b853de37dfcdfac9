"""The doors of lists of people: bring one, say what its columns are, confirm it, read what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.core.doors import door
from essaim.core.downloads import csv_file
from essaim.core.pages import page_of
from essaim.engines.grouping.files.table import neutral
from essaim.engines.grouping.problem import Slot
from essaim.engines.rosters import RosterRefused
from essaim.notifications.queries import can_send
from essaim.people.requests import SignedIn

from ..actions import lists
from ..forms.lists import BringList, ConfirmList, MapColumns
from ..models import Community, PeopleList, RefusedRow
from ..queries.community import community_for
from ..queries.lists import list_for, outcomes_of
from ..refusals import sentence

State = PeopleList.State


@door("communities.steer", find=community_for, methods=("GET",))
def all_lists(request: SignedIn, community: Community) -> HttpResponse:
    page = page_of(request, community.lists.defer("content", "report", "checked").select_related("by"))
    return render(request, "communities/lists/all.html", {"community": community, "page": page})


@door("communities.steer", find=community_for)
def new_list(request: SignedIn, community: Community) -> HttpResponse:
    form = BringList(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, content = form.brought()
        try:
            brought = lists.bring(actor=request.user, community=community, name=name, content=content)
        except RosterRefused as refused:
            form.refuse(refused)
        else:
            return redirect("list", community.slug, brought.pk)
    status = 422 if form.errors else 200
    return render(
        request, "communities/lists/new.html", {"community": community, "form": form}, status=status
    )


@door("communities.steer", find=list_for, methods=("GET",))
def one_list(request: SignedIn, people_list: PeopleList) -> HttpResponse:
    return _page(request, people_list, MapColumns(people_list=people_list))


@door("communities.steer", find=list_for, methods=("POST",))
def mapping(request: SignedIn, people_list: PeopleList) -> HttpResponse:
    if people_list.state != State.CHECKED:
        return _to(people_list)
    form = MapColumns(request.POST, people_list=people_list)
    if not form.is_valid():
        return _page(request, people_list, form, status=422)
    lists.map_columns(actor=request.user, people_list=people_list, columns=form.said())
    return _to(people_list)


@door("communities.steer", find=list_for, methods=("POST",))
def confirmation(request: SignedIn, people_list: PeopleList) -> HttpResponse:
    form = ConfirmList(request.POST)
    form.is_valid()
    # What is missing stands on the list's page, where this leads.
    with suppress(lists.ListNotReady):
        lists.confirm(actor=request.user, people_list=people_list, tell=form.cleaned_data["tell"])
    return _to(people_list)


@door("communities.steer", find=list_for, methods=("POST",))
def giving_up(request: SignedIn, people_list: PeopleList) -> HttpResponse:
    lists.give_up(actor=request.user, people_list=people_list)
    return _to(people_list)


@door("communities.steer", find=list_for, methods=("GET",))
def report(request: SignedIn, people_list: PeopleList) -> StreamingHttpResponse:
    """What became of each line, as a file that a spreadsheet opens."""
    if people_list.state not in {State.DONE, State.CHECKED}:
        raise Http404
    header = [
        pgettext("communities", "line"),
        pgettext("communities", "address or value"),
        pgettext("communities", "outcome"),
        pgettext("communities", "column"),
        pgettext("communities", "reason"),
    ]
    return csv_file(f"essaim-liste-{people_list.pk}.csv", header, _outcomes(people_list))


def _to(people_list: PeopleList) -> HttpResponse:
    return redirect("list", people_list.community.slug, people_list.pk)


def _page(request: SignedIn, people_list: PeopleList, form: MapColumns, status: int = 200) -> HttpResponse:
    refused = page_of(request, people_list.refused_rows.all())
    reach = can_send()
    context: dict[str, Any] = {
        "community": people_list.community,
        "reach": reach,
        "people_list": people_list,
        "checked": people_list.checked,
        "refusals": [sentence(**refusal) for refusal in people_list.checked.get("refusals", ())],
        "slots_to_offer": [Slot.read(each) for each in people_list.checked.get("slots_to_offer", ())],
        "remarks": [sentence(**remark) for remark in people_list.checked.get("remarks", ())],
        "form": form,
        "confirmation": ConfirmList(initial={"tell": reach.fine}),
        "page": refused,
        "refused": [(row, said(row)) for row in refused],
        "unsure": [row for row in form.rows() if not row["sure"]],
    }
    return render(request, f"communities/lists/{_template(people_list)}.html", context, status=status)


def _template(people_list: PeopleList) -> str:
    if people_list.state in {State.CHECKING, State.WRITING}:
        return "busy"
    return {State.CHECKED: "checked", State.DONE: "done"}.get(State(people_list.state), "ended")


def said(row: RefusedRow) -> str:
    return sentence(row.code, line=row.line, column=row.column, value=row.value, more=row.arguments)


def _outcomes(people_list: PeopleList) -> Iterator[tuple[str | int, ...]]:
    outcomes = {
        "added": pgettext("communities", "added"),
        "updated": pgettext("communities", "brought up to date"),
    }
    for line, email, outcome in outcomes_of(people_list):
        yield line, neutral(email), outcomes[outcome], "", ""
    refused = pgettext("communities", "refused")
    for row in people_list.refused_rows.iterator(2000):
        yield row.line, neutral(row.value), refused, neutral(row.column), said(row)
