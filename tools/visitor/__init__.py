"""People at work on a running server, over HTTP as their browsers do it: they log in, sell, print, settle.

For what must be seen from outside: `bench/running/workers.py` and `./otop campaign`.
"""

from .client import Client, Refused
from .till import Till

__all__ = ["Client", "Refused", "Till"]
