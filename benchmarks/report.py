"""The report of 100,000 sheets of 30 questions of every kind: seconds of processor, and memory.

    python benchmarks/report.py [--sheets 100000]

A survey is filled in a temporary SQLite database: thirty questions, most of them choices and scales, one of
each other kind, two of them groups, one answer in twenty missing. Making its report is measured three times,
each in a process of its own, as the worker would make it. A table goes to the screen and to
`benchmarks/results/report.md`, and says whether the target is met. Targets are held against seconds of
processor; the clock's are beside. Takes about a minute.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
RESULTS = HERE.parent / "results" / "report.md"
KINDS = (
    ["single"] * 8 + ["multiple"] * 4 + ["scale"] * 10 + ["recommend"] * 2
    + ["needs", "grades", "points", "ranking", "statements", "consent"]
)  # fmt: skip
MISSING = 0.05
SECONDS, MEGABYTES = 2.0, 500
KEYS = [f"c{n}" for n in range(6)]


def fill(sheets: int) -> int:
    """Make the database and the survey; its key."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from essaim.communities.models import Community
    from essaim.surveys.models import Closing, Opening, Question, Sheet, Statement, Survey

    community = Community.objects.create(name="Mesure", slug="mesure", languages=["fr"])
    survey = Survey.objects.create(community=community, titles={"fr": "Mesure"})
    named = [{"key": key, "texts": {"fr": key}} for key in KEYS]
    questions = [
        Question(
            survey=survey,
            key=f"q{n}",
            position=n,
            kind=kind,
            texts={"fr": f"Question {n}"},
            choices=named,
            rows=named,
            groups=n < 2,
        )
        for n, kind in enumerate(KINDS)
    ]
    Question.objects.bulk_create(questions)
    said = [
        Statement(question=one, text=f"Phrase {n}", state="accepted")
        for one in questions
        if one.kind == "statements"
        for n in range(10)
    ]
    Statement.objects.bulk_create(said)
    keys = {one.key: [str(s.pk) for s in said if s.question_id == one.pk] for one in questions}
    draw = random.Random(30)
    rows = (Sheet(survey=survey, answers=dict(_sheet(draw, keys))) for _ in range(sheets))
    Sheet.objects.bulk_create(rows, batch_size=2000)
    Opening.objects.create(survey=survey)
    Closing.objects.create(survey=survey)
    return survey.pk


def _sheet(draw: random.Random, statements: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    for n, kind in enumerate(KINDS):
        if draw.random() >= MISSING:
            yield f"q{n}", _answer(draw, kind, statements[f"q{n}"])


def _answer(draw: random.Random, kind: str, statements: list[str]) -> Any:
    match kind:
        case "single":
            return draw.choice(KEYS)
        case "multiple":
            return draw.sample(KEYS, 3)
        case "scale":
            return draw.randint(1, 5)
        case "recommend":
            return draw.randint(0, 10)
        case "consent":
            return True
        case "needs":
            return {key: [draw.randint(1, 5), draw.randint(1, 5)] for key in KEYS}
        case "grades":
            return {key: draw.randint(0, 5) for key in KEYS}
        case "points":
            return {key: draw.randint(0, 4) for key in KEYS}
        case "ranking":
            return draw.sample(KEYS, len(KEYS))
        case _:
            return {key: draw.choice((1, 0, -1)) for key in statements}


def measure(pk: int) -> dict[str, float]:
    from essaim.surveys.actions.reports import make_report
    from essaim.surveys.models import Report, Survey

    Report.objects.all().delete()
    survey = Survey.objects.select_related("community", "after", "closing").get(pk=pk)
    clock, processor = time.perf_counter(), time.process_time()
    report = make_report(actor=None, survey=survey)
    assert report is not None
    return {
        "clock": time.perf_counter() - clock,
        "processor": time.process_time() - processor,
        "memory": _most_memory(),
    }


def _most_memory() -> float:
    """The most this process held, in MB; the kernel counts it anew for each program, unlike `getrusage`."""
    told = Path("/proc/self/status").read_text("ascii")
    return int(told.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sheets", type=int, default=100_000)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one is None and "ESSAIM_VAR" not in os.environ:
        with tempfile.TemporaryDirectory() as folder:
            here = {**os.environ, "ESSAIM_VAR": folder, "DJANGO_SETTINGS_MODULE": "essaim.settings"}
            here.pop("DATABASE_URL", None)
            subprocess.run([sys.executable, HERE, "--sheets", str(asked.sheets)], env=here, check=True)
        return
    import django

    django.setup()
    if asked.one is not None:
        print(json.dumps(measure(asked.one)))
        return
    pk = fill(asked.sheets)
    command = [sys.executable, str(HERE), "--one", str(pk)]
    told = [
        json.loads(subprocess.run(command, capture_output=True, check=True).stdout.splitlines()[-1])
        for _ in range(3)
    ]
    report(asked.sheets, told)


def report(sheets: int, told: list[dict[str, float]]) -> None:
    best = min(told, key=lambda one: one["processor"])
    met = best["processor"] <= SECONDS and best["memory"] <= MEGABYTES
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    lines = [
        f"# A report ({machine}, best of 3)",
        "",
        "| what | target | | measured |",
        "| --- | --- | --- | --- |",
        f"| {sheets:,} sheets of {len(KINDS)} questions, two groups | {SECONDS:g} s, {MEGABYTES} MB | "
        f"{'met' if met else '**missed**'} | {best['processor']:.2f} s of processor, "
        f"{best['clock']:.2f} s by the clock, {best['memory']:.0f} MB |",
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    RESULTS.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
