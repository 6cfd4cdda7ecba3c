"""What stands behind `./otop`: standard library only, one subject a file.

Read them in this order: `places` and `console` (where things lie, what is said), `processes`,
`runlock`, `keys` and `steps` (how a step is done once); `apt`, `odoo_source`, `virtualenv`,
`chromium` and `prepare` (what is set up); `postgres`, `odoo`, `odoo_log` and `databases` (what
runs); `commands/` (what the user types).
"""
