"""Compiled kernels: functions of arrays only. A block of people and tables is a `Model` and a `State`.

`kernel` compiles what Python calls; `inner` what only kernels call, without the wrappers that would take most
of the time to compile.
"""

from numba import njit

kernel = njit(cache=True, nogil=True)
inner = njit(cache=True, nogil=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)
