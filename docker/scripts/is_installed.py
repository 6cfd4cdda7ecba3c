"""Prints `installed` when the suite is there. Run in `odoo shell`, which fails when there is no database yet."""
# ruff: noqa: F821, T201

if env["ir.module.module"].search_count([("name", "=", "otop_centre_reports"), ("state", "=", "installed")]):
    print("installed")
