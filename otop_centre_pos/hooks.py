def post_init_hook(env):
    """Tills that stood in the centre before this addon follow its rules too."""
    env["pos.config"].with_context(active_test=False).search([])._otop_let_tills_sell_at_once()
