"""Gives the administrator the first password. Run in `odoo shell`, before anything is served."""
# ruff: noqa: F821

import os

env.ref("base.user_admin").password = os.environ["OTOP_ADMIN_PASSWORD"]
env.cr.commit()
