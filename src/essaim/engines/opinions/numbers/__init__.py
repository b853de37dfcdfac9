"""What needs numpy: the map of opinions, its groups, and whether they are more than chance.

Only a child process of the worker imports this, through `find_camps`.
"""

import os

# On a busy machine, threads of one small product wait for each other, and it takes ten times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
