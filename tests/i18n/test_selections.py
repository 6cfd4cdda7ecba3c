"""What a list to choose from says is said in Thai, wherever the list stands."""

from odoo.tests import TransactionCase, tagged

from .thai import ADDONS

# Years and months: figures and the calendar's own words, no labels.
COUNTED = {"otop.sales.report.fiscal_year", "otop.sales.report.fiscal_month"}
# Odoo's charts of accounts, by the names that Odoo gives them.
ODOOS = {"otop.centre.opening.chart"}


@tagged("post_install", "-at_install")
class TestSelections(TransactionCase):
    def _selections(self):
        for model in self.env.registry.values():
            for field in model._fields.values():
                # a related field asks the field that it stands for
                is_ours = field.type == "selection" and field._module in ADDONS and not field.related
                if is_ours and str(field) not in COUNTED | ODOOS:
                    yield field

    def test_every_choice_of_ours_is_a_list_that_translators_see(self):
        """Odoo exports the labels of a list, never those that a function returns."""
        found = list(self._selections())
        self.assertGreater(len(found), 30)
        self.assertEqual([str(field) for field in found if not isinstance(field.selection, list)], [])

    def test_every_choice_of_ours_has_its_thai(self):
        thai = self.env(context={"lang": "th_TH"})
        same = [
            f"{field}: {label}"
            for field in self._selections()
            for (_key, label), (_key_thai, label_thai) in zip(
                field.selection, field._description_selection(thai), strict=True
            )
            if label == label_thai and label != "VAT 7 %"
        ]
        self.assertEqual(same, [])

    def test_the_category_of_consigned_goods_has_a_thai_name(self):
        self.assertEqual(self.env.ref("otop_centre.product_category_consigned").name, "สินค้าฝากขาย")
