"""Where people reach Odoo, and where its own PDF printer does. Run in `odoo shell`."""
# ruff: noqa: F821

import os

parameters = env["ir.config_parameter"]
parameters.set_param("report.url", "http://odoo:8069")
site = os.environ.get("OTOP_SITE", "")
if site and not site.startswith(":"):
    parameters.set_param("web.base.url", site if "://" in site else f"https://{site}")
    parameters.set_param("web.base.url.freeze", "True")
env.cr.commit()
