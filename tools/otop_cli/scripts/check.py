"""Whether a restored database works: Odoo could load it (or this would not run), and the centre's integrity check.

Run in `odoo shell`, so `env` is there; what it finds goes as JSON into the file that OTOP_RESULT names.
"""
# ruff: noqa: F821

import json
import os
import pathlib

findings = []
for company in env["res.company"].search([]):
    check = env["otop.integrity.check"].with_company(company).create({"company_id": company.id})
    check._run()
    findings += [f"{company.name}: {difference.name}" for difference in check.difference_ids]
env.cr.rollback()
pathlib.Path(os.environ["OTOP_RESULT"]).write_text(json.dumps(findings))
