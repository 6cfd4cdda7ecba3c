"""Rewrite the table of docs/roles.md: what each role may do with each model, as the database grants it.

./otop shell < tools/guide/rights.py
"""

import pathlib
import re

PAGE = pathlib.Path("docs/roles.md")
TABLE = re.compile(r"(?<=## Rights on records\n).*?(\|.*\|\n)+", re.DOTALL)

ROLES = ("cashier", "cdd", "auditor", "clerk", "finance", "manager")
LETTERS = {"read": "R", "write": "W", "create": "C", "unlink": "D"}
# what of Odoo's own models a role of the centre touches; tables of the suite are found by their name
SHARED = (
    "res.partner",
    "res.partner.bank",
    "product.template",
    "stock.picking",
    "stock.quant",
    "stock.lot",
    "sale.order",
    "pos.order",
    "pos.session",
    "account.move",
    "account.payment",
)


def letters(env, group, model):
    """What the access lists grant to a user who has this role and nothing else."""
    groups = (group + env.ref("base.group_user")).all_implied_ids.ids
    granted = env["ir.model.access"].search(
        [("model_id.model", "=", model), "|", ("group_id", "=", False), ("group_id", "in", groups)]
    )
    return "".join(letter for name, letter in LETTERS.items() if any(granted.mapped(f"perm_{name}"))) or "–"


def table(env):
    own = env["ir.model"].search([("model", "=like", "otop.%"), ("abstract", "=", False)], order="model")
    groups = [env.ref(f"otop_centre.group_otop_{role}") for role in ROLES]
    rows = [("Model", *ROLES), ("---",) * (len(ROLES) + 1)]
    for model in [*own.mapped("model"), *(name for name in SHARED if name in env)]:
        rows.append((f"`{model}`", *(letters(env, group, model) for group in groups)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


INTRODUCTION = "\nR read, W write, C create, D delete; – nothing.\n\n"
text = PAGE.read_text(encoding="utf-8")
rights = INTRODUCTION + table(env) + "\n"  # noqa: F821 - Odoo's shell gives `env`
PAGE.write_text(TABLE.sub(lambda _found: rights, text, count=1), encoding="utf-8")
