"""Compiled kernels: functions of arrays only. A block of people and tables is a `Model` and a `State`.

`kernel` compiles what Python calls; `inner` what only kernels call, without the wrappers that would take most
of the time to compile, and without counting references to arrays; `holding` is an inner function that makes
arrays of its own, or calls one that does.

Every whole number handed to an inner function is an `int64`, constants included: a literal, or a variable
that begins as one, is a type of its own to the compiler, and each such type compiles the function again.

Compiled code is kept where NUMBA_CACHE_DIR says, in a folder named after these sources: a compiled kernel
holds those it calls, and the compiler itself only looks for changes in the file of the first.
"""

import hashlib
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba import njit


def fingerprint() -> str:
    """A name for the kernels as they are written here."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:16]


settings: Any = numba.config
if settings.CACHE_DIR:
    settings.CACHE_DIR = str(Path(settings.CACHE_DIR) / fingerprint())

NONE = np.int64(-1)
ORDINARY, LEADING = np.int64(0), np.int64(1)

OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": True}
QUICK: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
kernel: Any = njit(**OPTIONS)
holding: Any = njit(**{**OPTIONS, **QUICK})
inner: Any = njit(**{**OPTIONS, **QUICK, "_nrt": False})
