"""Deciding together with numbers that can be read again (French: *bulletins*).

A plain instrument: `judge` ranks by majority judgment, `equal_shares` chooses a set within a budget,
`schulze` asks whether pairwise comparison would agree, `spend` counts points on a wall, `consent` says
where a round stands. Same ballots, same answer, whatever their order.
"""

from essaim.engines.ballots.consent import Objection, Round, consent
from essaim.engines.ballots.judgment import Judged, judge
from essaim.engines.ballots.pairwise import Pairwise, schulze
from essaim.engines.ballots.shares import Bought, Shared, equal_shares
from essaim.engines.ballots.wall import OverSpent, Supported, spend

__all__ = [
    "Bought",
    "Judged",
    "Objection",
    "OverSpent",
    "Pairwise",
    "Round",
    "Shared",
    "Supported",
    "consent",
    "equal_shares",
    "judge",
    "schulze",
    "spend",
]
