"""What forty phones ask for at the same moment is made once: a piece of a page, for one version of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic

MOST = 64
LASTING = 30.0
"""Seconds: what depends on more than the thing (a name, the day) is that late at most."""


class _Piece:
    def __init__(self) -> None:
        self.lock = Lock()
        self.html: str | None = None
        self.until = 0.0


_pieces: OrderedDict[Hashable, _Piece] = OrderedDict()
_lock = Lock()


def shown_once(key: Hashable, make: Callable[[], str]) -> str:
    """`make()`, or what it gave to another request a moment ago under the same `key`.

    The key names what is shown, to which kind of reader, in which language, and the version of it, read
    *before* the content: then what is shared is never older than what its reader was told of.
    """
    with _lock:
        piece = _pieces.setdefault(key, _Piece())
        _pieces.move_to_end(key)
        while len(_pieces) > MOST:
            _pieces.popitem(last=False)
    with piece.lock:
        if piece.html is None or monotonic() > piece.until:
            piece.html = make()
            piece.until = monotonic() + LASTING
        return piece.html
