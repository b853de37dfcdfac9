"""Others who group items for diversity, given the same distances and about the same time.

Anti-clustering needs an older numpy than ours: it is installed in an environment of its own, `var/peers`.
CP-SAT comes with the test group.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

PACKAGE = "anti-clustering==0.4.1"
HOME = Path(__file__).parents[1] / "var" / "peers"
ASK = """
import json, sys, time
import numpy as np
from anti_clustering import ExchangeHeuristicAntiClustering, SimulatedAnnealingHeuristicAntiClustering
distances, groups, seconds = np.load(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
began, found, seed = time.perf_counter(), [], 0
while not seed or time.perf_counter() - began < seconds:
    for method in (
        ExchangeHeuristicAntiClustering(random_seed=seed, restarts=1),
        SimulatedAnnealingHeuristicAntiClustering(
            random_seed=seed, alpha=0.9995, iterations=20000, starting_temperature=200, restarts=1
        ),
    ):
        together = np.asarray(method._solve(distances, groups), bool)
        found.append(float(distances[np.triu(together, 1)].sum()))
        if time.perf_counter() - began >= seconds:
            break
    seed += 1
print(json.dumps([max(found), time.perf_counter() - began]))
"""

Bounds = list[tuple[int, int]]


def _python() -> Path | None:
    """The interpreter of the peers' environment, made on first use; None where it cannot be had."""
    python = HOME / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
    had = subprocess.run([python, "-c", "import anti_clustering"], capture_output=True).returncode == 0
    if not had:
        had = subprocess.run([python, "-m", "pip", "install", "-q", PACKAGE]).returncode == 0
    return python if had else None


def anti_clustering(distances: NDArray[np.float64], sizes: Bounds, seconds: float) -> str:
    """The best of its two quick methods, restarted until the time is up (the last one may run over)."""
    if len(set(sizes)) > 1 or sizes[0][0] != sizes[0][1]:
        return "same sizes only"
    python = _python()
    if python is None:
        return "not to be had here"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "distances.npy"
        np.save(path, distances)
        asked = [python, "-c", ASK, path, str(len(sizes)), str(seconds)]
        try:
            done = subprocess.run(asked, capture_output=True, text=True, timeout=20 * seconds + 60)
        except subprocess.TimeoutExpired:
            return f"nothing within {20 * seconds + 60:.0f} s"
    if done.returncode:
        return "failed: " + (done.stderr.strip().splitlines() or ["?"])[-1][:60]
    value, took = json.loads(done.stdout)
    return f"{value:.3f} ({took:.0f} s)"


def cp_sat(distances: NDArray[np.float64], sizes: Bounds, seconds: float) -> str:
    """A variable for each item in each group, one for each pair at one table."""
    n, groups = len(distances), range(len(sizes))
    model = cp_model.CpModel()
    sits = [[model.new_bool_var("") for _ in groups] for _ in range(n)]
    for row in sits:
        model.add_exactly_one(row)
    for group, (low, high) in enumerate(sizes):
        model.add_linear_constraint(sum(sits[i][group] for i in range(n)), low, high)
    worth = []
    for j in range(n):
        for i in range(j):
            pair = model.new_bool_var("")
            for group in groups:
                model.add_bool_or([~pair, ~sits[i][group], sits[j][group]])
                model.add_bool_or([pair, ~sits[i][group], ~sits[j][group]])
            worth.append(round(1000 * float(distances[i, j])) * pair)
    model.maximize(sum(worth))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return f"no grouping ({seconds:g} s)"
    proved = ", proved" if status == cp_model.OPTIMAL else ""
    return f"{solver.objective_value / 1000:.3f} ({solver.wall_time:.0f} s{proved})"
