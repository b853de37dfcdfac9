"""`essaim warm`: compile the engine's kernels once, so that the first proposal is as fast as the next."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("warm", help="compile the grouping engine's kernels ahead of time")
    verb.set_defaults(func=warm)


def var_folder() -> Path:
    """Where data is kept, known without waking Django."""
    var = os.environ.get("ESSAIM_VAR")
    return Path(var) if var else Path(__file__).resolve().parents[3] / "var"


def kernel_cache() -> Path:
    """Where compiled kernels are kept, in the data folder."""
    return var_folder() / "kernels"


def warm(asked: argparse.Namespace) -> int:
    os.environ.setdefault("NUMBA_CACHE_DIR", str(kernel_cache()))
    from essaim.engines.grouping.warm import warm as compile_kernels

    compile_kernels()
    return 0
