"""Two components of a vote matrix by power iteration, and where each person stands on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..votes import Key, Votes

Floats = npt.NDArray[np.float64]
COMPONENTS = 2
SQUARINGS = 10
NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Map:
    """`centre` is (statements,), `components` (2, statements) of length 1, `points` (people, 2)."""

    centre: Floats
    components: Floats
    points: Floats


def cells(votes: Votes, hidden: Collection[Key] = ()) -> Floats:
    """The matrix (people, statements), NaN where nothing was said; a hidden column is all 0, as in Polis."""
    shape = (len(votes.people), len(votes.statements))
    matrix = np.array(votes.values, dtype=np.float64).reshape(shape)
    matrix[:, [statement in hidden for statement in votes.statements]] = 0.0
    return matrix


def draw_map(matrix: Floats) -> Map:
    """The map of a matrix with gaps: gaps take the mean of their statement, then two components."""
    said = ~np.isnan(matrix)
    voices = said.sum(axis=0)
    centre = np.where(said, matrix, 0.0).sum(axis=0) / np.maximum(voices, 1)
    # A gap filled with its mean is 0 once centred, which also makes the matrix its own projection.
    centred = np.where(said, matrix - centre, 0.0)
    components = two_components(centred)
    seen = np.maximum(said.sum(axis=1), 1)
    scale = np.sqrt(matrix.shape[1] / seen)
    return Map(centre, components, (centred @ components.T) * scale[:, None])


def two_components(centred: Floats) -> Floats:
    """The two directions of most spread, by power iteration, the first taken away before the second.

    The largest part of each is positive, so that the same votes make the same map.
    """
    found = np.zeros((COMPONENTS, centred.shape[1]))
    for place in range(min(COMPONENTS, *centred.shape)):
        found[place] = upright(strongest(centred, found[:place]))
    return found


def strongest(centred: Floats, before: Floats) -> Floats:
    """The direction of most spread at a right angle to those before; zeros where there is none left.

    A power iteration that squares: after n turns it has made 2ⁿ steps of the plain one, whose hundred are too
    few where two directions are nearly as strong.
    """
    rest = centred - (centred @ before.T) @ before
    # The smaller of both products of the matrix with itself: its powers cost less, and lead to the same.
    wide = rest.shape[1] > rest.shape[0]
    spread = rest @ rest.T if wide else rest.T @ rest
    for _ in range(SQUARINGS):
        largest = np.abs(spread).max(initial=0.0)
        if largest < NOTHING:
            return np.zeros(rest.shape[1])
        spread = spread / largest
        spread = spread @ spread
    vector = spread[np.diag(spread).argmax()]
    vector = vector @ rest if wide else vector
    return np.asarray(vector / np.linalg.norm(vector))


def upright(vector: Floats) -> Floats:
    """The vector or its opposite: the one whose largest part is positive."""
    return -vector if len(vector) and vector[np.abs(vector).argmax()] < 0 else vector
