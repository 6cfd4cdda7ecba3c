"""Makes the web client's bundles once, so that the first page (and every browser test) need not.

Run in `odoo shell`, so `env` is there.
"""
# ruff: noqa: F821

env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
