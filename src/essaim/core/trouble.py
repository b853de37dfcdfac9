"""What is answered when something failed on our side; the log tells the rest."""

from __future__ import annotations

import errno
import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.defaults import server_error

RETRY_AFTER = 5
"""Seconds after which it is worth asking again."""


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The answer to a request that raised: 503 when the storage cannot serve, 500 for a fault of ours."""
    if not is_of_storage(sys.exc_info()[1]):
        return server_error(request)
    page = loader.render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})


def is_of_storage(trouble: BaseException | None) -> bool:
    """Whether the database is locked, gone, full or damaged, or the disk is full."""
    if isinstance(trouble, OSError):
        return trouble.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
    # A damaged SQLite file raises the base class itself; its other subclasses are faults of ours.
    return isinstance(trouble, OperationalError | InterfaceError) or type(trouble) is DatabaseError
