"""Sentences that are there already and resemble the one being written: said while typing, or at sending.

Only what moderators accepted is compared, which all who answer may read; never what others wrote freely.
"""

from __future__ import annotations

from collections.abc import Container

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext

from ...forms.answers import Arrived
from ...kinds import Kind
from ...queries.answering import Material, fresh_first, near_statements, resembling

NEAR = "near"
"""In the address, the key of the question that somebody is adding a sentence to."""


def asks_for_near(request: HttpRequest) -> bool:
    return request.method == "POST" and NEAR in request.GET


def near_now(request: HttpRequest, material: Material, voted: Container[str] = ()) -> HttpResponse:
    """The part of a page that says what is near the words being typed, among what the page shows."""
    key = request.GET[NEAR]
    name = f"q.{key}"
    there = fresh_first(material.statements.get(key, ()), voted)
    typed = request.POST.get(f"{name}.new", "")
    context = {"near": near_statements(there, typed), "name": name}
    return render(request, "surveys/answering/_near.html", context)


def is_new(arrived: Arrived, material: Material) -> bool:
    """Whether the sentences that arrived resemble none but those their author was shown; else it is said."""
    for question in material.questions:
        if question.kind != Kind.STATEMENTS:
            continue
        name = f"q.{question.key}"
        typed = next(reversed(arrived.sent.get(f"{name}.new", ())), "")
        near = resembling(material.statements.get(question.key, ()), typed)
        if {str(one.pk) for one in near} - set(arrived.sent.get(f"{name}.seen", ())):
            arrived.answers.errors[question.key] = [
                pgettext(
                    "surveys",
                    "Your sentence resembles what is already there. Vote on that one and empty the box, "
                    "or send yours as it is.",
                )
            ]
    return not arrived.answers.errors
