def post_init_hook(env):
    """Equip the companies that had a Thai chart before this addon came."""
    env["res.company"].search([])._otop_setup_vat_regime()
    env["res.company"]._otop_setup_accounting()
    env["account.tax"]._otop_setup_taxes()
    env["res.company"]._otop_setup_receiving()
