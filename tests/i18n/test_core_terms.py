"""Our words stand where Odoo's Thai is wrong, after an update of Odoo's modules too, and go when Odoo changes."""

import html
import pathlib
import re

import polib
from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged

from .thai import ADDONS, ROOT

RECORD = re.compile(r"(model|model_terms):([\w.]+),(\w+):(\w+\.[^ ]+)")


def core_entries():
    for addon in ADDONS:
        path = ROOT / addon / "i18n_core" / "th.po"
        if path.exists():
            for entry in polib.pofile(str(path)):
                yield entry, re.match(r"module: (\w+)", entry.comment).group(1)


@tagged("post_install", "-at_install")
class TestCoreTerms(TransactionCase):
    def assert_ours(self):
        """Every record that our files name reads as they say."""
        thai, english = self.env["res.lang"]._get_data(code="th_TH").code, "en_US"
        records = 0
        for entry, _module in core_entries():
            for occurrence, _line in entry.occurrences:
                if not (found := RECORD.match(occurrence)):
                    continue
                kind, model, field, xmlid = found.groups()
                record = self.env.ref(xmlid)
                self.assertEqual(record._name, model)
                records += 1
                if kind == "model":
                    self.assertEqual(record.with_context(lang=english)[field], entry.msgid, xmlid)
                    self.assertEqual(record.with_context(lang=thai)[field], entry.msgstr, xmlid)
                else:
                    translate = record._fields[field].get_translation_dictionary
                    stored = record._fields[field]._get_stored_translations(record)
                    self.assertIn(entry.msgid, translate(stored[english], {}), xmlid)
                    terms = translate(stored[english], {thai: stored.get(thai, stored[english])})
                    self.assertEqual(terms[entry.msgid][thai], entry.msgstr, xmlid)
        self.assertGreater(records, 50)

    def test_records_of_odoo_read_as_we_say(self):
        self.assert_ours()

    def test_an_update_that_overwrites_keeps_our_words(self):
        field = self.env.ref("account.field_account_move__name")
        self.env["ir.module.module"]._load_module_terms(["account"], ["th_TH"], overwrite=True)
        self.env.invalidate_all()
        self.assertEqual(field.with_context(lang="th_TH").field_description, "เลขที่")

    def test_words_that_odoo_puts_back_are_ours_again_at_the_next_loading(self):
        field = self.env.ref("account.field_account_move__name")
        field.with_context(lang="th_TH").field_description = "จำนวน"
        self.env["ir.module.module"]._load_module_terms(["otop_centre"], ["th_TH"])
        self.env.invalidate_all()
        self.assertEqual(field.with_context(lang="th_TH").field_description, "เลขที่")
        self.assertEqual(field.with_context(lang="en_US").field_description, "Number")

    def test_scripts_read_as_we_say_in_thai_only(self):
        modules = sorted({module for _entry, module in core_entries()})
        translations = {}
        for lang in ("th_TH", "en_US"):
            found, _parameters = self.env["ir.http"]._get_translations_for_webclient(modules, lang)
            translations[lang] = {
                module: {message["id"]: message["string"] for message in terms["messages"]}
                for module, terms in found.items()
            }
        scripts = 0
        for entry, module in core_entries():
            if any(name.startswith("code:") for name, _line in entry.occurrences):
                scripts += 1
                self.assertEqual(translations["th_TH"][module][entry.msgid], entry.msgstr)
                self.assertNotIn(entry.msgid, translations["en_US"][module])
        self.assertGreater(scripts, 80)
        self.assertGreater(len(translations["th_TH"]["web"]), 100, "Odoo's own words stay")

    def test_scripts_of_odoo_still_say_what_we_replace(self):
        """A term that Odoo renamed would leave our word unused, and nobody would see it."""
        for entry, module in core_entries():
            source = " ".join(entry.msgid.split("\n")[0].split())
            for name, _line in entry.occurrences:
                if name.startswith("code:"):
                    folder = pathlib.Path(Manifest.for_addon(module).path)
                    text = (folder / name.removeprefix(f"code:addons/{module}/")).read_text(encoding="utf-8")
                    self.assertIn(source, " ".join(html.unescape(text).split()), name)
