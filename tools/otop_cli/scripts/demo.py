"""Runs the demo loader as the administrator, and commits what it made only when all of it is there.

Run in `odoo shell`, so `env` is there; OTOP_DEMO_LOADER names the loader.
"""
# ruff: noqa: F821

import os
import runpy

runpy.run_path(
    os.environ["OTOP_DEMO_LOADER"],
    init_globals={"env": env(user=env.ref("base.user_admin").id)},
    run_name="__main__",
)
env.cr.commit()
