"""Compiled kernels: functions of arrays only. A block of people and tables is a `Model` and a `State`.

`kernel` compiles what Python calls; `inner` what only kernels call, without the wrappers that would take most
of the time to compile.
"""

from typing import Any

from numba import njit

QUICK: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
kernel: Any = njit(cache=True, nogil=True)
inner: Any = njit(**{**QUICK, "cache": True, "nogil": True})
