"""The turn to write to a SQLite file: the lock on a file beside it.

SQLite admits one writer and has the others ask again after pauses that grow to a tenth of a second: whoever
just wrote finds the lock free, and some wait for seconds. Here all ask again every millisecond, so that they
take turns. This only orders them: SQLite's own lock still decides, and where there is no lock to be had all
goes on, less evenly. The kernel lets go of the lock of a process that dies.
"""

from __future__ import annotations

import fcntl
import os
from io import FileIO
from time import monotonic, sleep

PAUSE = 0.001


def turn(path: str, patience: float) -> FileIO | None:
    """The file, locked until it is closed; None where there can be no such file.

    Raises TimeoutError after `patience` seconds.
    """
    limit = monotonic() + patience
    try:
        file = FileIO(path, opener=_opened)
    except OSError:
        return None
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > limit:
                file.close()
                raise TimeoutError from None
            sleep(PAUSE)
        except OSError:
            file.close()
            return None
        else:
            return file


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, 0o600)
