def post_init_hook(env):
    """Equip the companies that had a Thai chart before this addon came."""
    env["res.company"].search([])._otop_setup_vat_regime()
    env["res.company"]._otop_setup_accounting()
    env["account.tax"]._otop_setup_taxes()
    env["res.company"]._otop_setup_receiving()
    _name_the_consigned_category(env)
    # one way to write an amount: the label, the till and the office all put the sign before it
    env.ref("base.THB").position = "before"


def _name_the_consigned_category(env):
    """A category's name has one language in Odoo: that of the centre's papers."""
    centre = env(context={**env.context, "lang": env.company._otop_paper_lang()})
    centre.ref("otop_centre.product_category_consigned").name = centre._("Consigned Goods")
