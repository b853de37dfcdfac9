"""Charts drawn on the server: bars, stacked scale, map of needs, intervals, line (French: *graphiques*).

Each function here gives a `Chart`, which `<c-chart-bars :chart="…" />` and its sisters show: a title, a
sentence, a drawing with a description, and the same content as a table. Pure: numbers and words go in,
already protected (`engines/tallies`); nothing is read from anywhere. Widths are shares of the place there
is and heights are in `rem`, so that words keep their size on a phone and grow on a projector.
"""

from .bars import Bar, bars
from .frame import Chart, Key
from .intervals import Range, Spread, intervals
from .line import Series, line
from .points import Point, points
from .scale import Graded, scale

__all__ = [
    "Bar",
    "Chart",
    "Graded",
    "Key",
    "Point",
    "Range",
    "Series",
    "Spread",
    "bars",
    "intervals",
    "line",
    "points",
    "scale",
]
