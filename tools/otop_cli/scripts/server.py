"""Odoo as a program. Unlike `python -m odoo`, this file can be started again by Odoo itself: on SIGHUP, after a request
over its time limit, and for the process that keeps the long-lived connections."""

import os
import sys

sys.path.pop(0)  # the folder of our scripts: their names must not stand for anybody's modules

from odoo.cli.command import main

if __name__ == "__main__":
    starts = os.environ.get("OTOP_STARTS")
    if starts and "gevent" not in sys.argv:
        # tells the launcher that a server begins, also one that it has not started itself
        with open(starts, "a") as file:
            file.write(f"{os.getpid()}\n")
    main()
