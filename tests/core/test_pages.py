"""Long lists, a page at a time."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from essaim.core.pages import page_of


@pytest.mark.parametrize(
    ("query", "number", "first"),
    [("", 1, 1), ("?page=2", 2, 31), ("?page=4", 4, 91), ("?page=99", 4, 91),
     ("?page=two", 1, 1), ("?page=-1", 4, 91)],
)  # fmt: skip
def test_the_page_asked_for_or_the_nearest_there_is(query, number, first):
    page = page_of(RequestFactory().get(f"/{query}"), range(1, 95))
    assert (page.number, page[0]) == (number, first)


def test_a_list_of_nothing_has_one_empty_page():
    page = page_of(RequestFactory().get("/"), [])
    assert (page.number, list(page), page.has_other_pages()) == (1, [], False)
