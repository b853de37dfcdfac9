"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def page_of(request: HttpRequest, things: QuerySet[Any] | Sequence[Any], per_page: int = 30) -> Page[Any]:
    """The page asked for by `?page=`; the first or the last one where there is no such page."""
    return Paginator(things, per_page).get_page(request.GET.get("page"))
