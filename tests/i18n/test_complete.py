"""Every word of the suite has its Thai."""

import pathlib
import runpy

from odoo.tests import TransactionCase, tagged

ROOT = pathlib.Path(__file__).resolve().parents[2]


@tagged("post_install", "-at_install")
class TestComplete(TransactionCase):
    def test_every_term_of_the_source_has_its_thai(self):
        tool = runpy.run_path(str(ROOT / "tools/i18n/update.py"))
        self.assertEqual(tool["missing"](self.env, ROOT), {addon: [] for addon in tool["ADDONS"]})
