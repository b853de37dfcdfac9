"""Links that open one thing without signing in: signed, for one purpose, good as long as the thing is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from urllib.parse import quote, urljoin

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.http import Http404
from django.urls import reverse

Row = TypeVar("Row", bound=models.Model)


def sign(purpose: str, pk: int) -> str:
    """A token that `read` takes for the same purpose only; it fits in an address."""
    return _signer(purpose).sign(str(pk))


def read(purpose: str, token: str) -> int:
    """The key of the row this token opens. Raises Http404."""
    try:
        return int(_signer(purpose).unsign(token))
    except (BadSignature, ValueError):
        raise Http404 from None


def find_by_link(purpose: str, rows: Callable[[], models.QuerySet[Row]]) -> Callable[..., Row]:
    """Make the `find` of an open door: `token` gives one of `rows()`, else Http404.

    `rows` is asked at each visit, so a row that stops being among them (somebody left) closes its links.
    """

    def find(*, token: str) -> Row:
        found = rows().filter(pk=read(purpose, token)).first()
        if found is None:
            raise Http404
        return found

    find.__module__, find.__qualname__ = rows.__module__, f"find_by_link({purpose})"
    return find


def absolute(name: str, **url: Any) -> str:
    """The whole address of a page, for a mail or a calendar."""
    return whole(reverse(name, kwargs=url))


def whole(path: str) -> str:
    return urljoin(str(settings.BASE_URL), path)


def mail_link(subject: str, text: str, *, to: str = "", hidden: Iterable[str] = ()) -> str:
    """A message ready to send in the reader's own mail program; `hidden` addresses do not see each other."""
    copies = quote(",".join(hidden), safe="@,")
    fields = [f"bcc={copies}"] if copies else []
    fields += [f"subject={quote(subject)}", f"body={quote(text)}"]
    return f"mailto:{quote(to, safe='@')}?{'&'.join(fields)}"


def _signer(purpose: str) -> Signer:
    return Signer(sep=".", salt=f"essaim.links.{purpose}")
