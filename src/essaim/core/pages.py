"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 30


def page_of(
    request: HttpRequest,
    things: QuerySet[Any] | Sequence[Any],
    per_page: int = PER_PAGE,
    count: int | None = None,
) -> Page[Any]:
    """The page asked for by `?page=`; the first or the last one where there is no such page.

    `count` is how many things there are, where that is known already.
    """
    paginator = Paginator(things, per_page)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))
