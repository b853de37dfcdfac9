"""What people think of statements, and what they say in their own words (French: *avis*).

A plain instrument: votes or texts go in, an explained result comes out. Importing it loads no numeric
package.

- `Votes` (*les votes*): who agrees (+1), disagrees (-1), passes (0) or has not said (None).
- `lists` (*les listes*): we agree, we do not want, we are divided, to clarify, too few voices, not settled.
- `bridging` (*ce qui relie*): what brings declared groups together, and what parts them.
- `similar`, `merge_proposals`, `nearest_themes` (*les thèmes*): people sort, the machine helps.
"""

from .bridging import Bridge, Bridging, bridge, bridging
from .lists import LISTS, Interval, ListName, Lists, Standing, interval, lists, lists_of, standing
from .themes import Near, NearTheme, Pair, merge_proposals, nearest_themes, similar
from .votes import AGREE, DISAGREE, PASS, OpinionsRefused, Tally, Votes

__all__ = [
    "AGREE",
    "DISAGREE",
    "LISTS",
    "PASS",
    "Bridge",
    "Bridging",
    "Interval",
    "ListName",
    "Lists",
    "Near",
    "NearTheme",
    "OpinionsRefused",
    "Pair",
    "Standing",
    "Tally",
    "Votes",
    "bridge",
    "bridging",
    "interval",
    "lists",
    "lists_of",
    "merge_proposals",
    "nearest_themes",
    "similar",
    "standing",
]
