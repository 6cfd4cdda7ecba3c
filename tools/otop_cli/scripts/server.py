"""Odoo as a program. Unlike `python -m odoo`, this file can be started again by Odoo itself: on SIGHUP, after a request
over its time limit, and for the process that keeps the long-lived connections."""

import os
import sys

sys.path.pop(0)  # the folder of our scripts: their names must not stand for anybody's modules

# asked before the import, which takes the word away
LONG_LIVED = "gevent" in sys.argv

from odoo.cli.command import main  # noqa: E402

if __name__ == "__main__":
    starts = os.environ.get("OTOP_STARTS")
    if starts and not LONG_LIVED:
        # tells the launcher that a server begins, also one that it has not started itself
        with open(starts, "a") as file:
            file.write(f"{os.getpid()}\n")
    main()
