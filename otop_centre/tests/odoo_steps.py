import csv
import inspect
import pathlib
import re

TABLE = pathlib.Path(__file__).with_name("odoo_steps.csv")

# The models of Odoo that hold a producer, goods, a journal entry, a ticket or a movement.
TOUCHED = [
    "account.move",
    "account.move.line",
    "account.payment",
    "account.bank.statement.line",
    "account.account",
    "account.journal",
    "res.partner",
    "res.partner.bank",
    "product.template",
    "product.product",
    "product.pricelist",
    "uom.uom",
    "stock.picking",
    "stock.move",
    "stock.move.line",
    "stock.quant",
    "stock.lot",
    "stock.scrap",
    "stock.package",
    "stock.warehouse.orderpoint",
    "pos.order",
    "pos.session",
    "pos.payment",
    "pos.config",
    "sale.order",
    "sale.order.line",
    "res.company",
]


def listed():
    """The rows of the table of decision 42: [{'kind', 'model', 'method', 'verdict', 'by_what'}]."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def others(env):
    """Installed modules that are not Odoo's own: ours, and those of the OCA."""
    domain = ["|", ("name", "=like", "otop_%"), ("author", "ilike", "Odoo Community Association")]
    return set(env["ir.module.module"].search(domain).mapped("name"))


def windows(env):
    """Names of Odoo's own wizards."""
    foreign = others(env)
    return {
        name
        for name, model in env.registry.items()
        if model._transient and not model._abstract and model._original_module not in foreign
    }


def buttons(env):
    """Odoo's own public steps on the models that matter: {(model, method): the models that define it}."""
    foreign, found = others(env), {}
    for name in TOUCHED:
        for part in type(env[name]).mro() if name in env else ():
            addon = part.__module__.removeprefix("odoo.addons.").partition(".")[0]
            for method, step in vars(part).items():
                if (
                    method.startswith(("action_", "button_"))
                    and inspect.isfunction(step)
                    and not getattr(step, "_api_private", False)
                    and addon not in foreign
                ):
                    found.setdefault((name, method), {name}).add(getattr(part, "_name", None) or "base")
    return found


def crons(env):
    """What Odoo's own jobs call: {(model, method)}."""
    foreign, found = others(env), set()
    jobs = env["ir.cron"].with_context(active_test=False).search([])
    for job_id, xmlid in jobs.get_external_id().items():
        job = jobs.browse(job_id)
        if xmlid and xmlid.partition(".")[0] not in foreign:
            found |= {(job.model_id.model, method) for method in re.findall(r"\bmodel\.(\w+)\(", job.code or "")}
    return found
