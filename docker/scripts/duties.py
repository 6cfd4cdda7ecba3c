"""Who approves a settlement does not pay it: the first administrator is a manager and not finance as well.

The add-on makes it both, for trying out. Run in `odoo shell`, after each installation and update.
"""
# ruff: noqa: F821

admin, finance = env.ref("base.user_admin"), env.ref("otop_centre.group_otop_finance")
admin.group_ids -= finance
env.cr.commit()
