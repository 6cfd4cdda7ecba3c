"""The producers' register, typed in by the clerk; IDs by the manager, who also verifies the bank accounts."""

from odoo.exceptions import UserError, ValidationError

from . import clock
from .sell import utc

REGISTERED = ("action_submit", "action_verify", "action_activate")
STEPS = {
    # status in the rows: what the office does with the registration; a past end makes it expired by itself
    "active": REGISTERED,
    "expired": REGISTERED,
    "suspended": REGISTERED,
    "pending": ("action_submit",),
}
# column: field of the producer; the ID is written by the clerk, who then sees only its end
NUMBERS = {"national_id": "national_id_masked", "juristic_id": "vat", "group_tin": "group_tin"}


def producers(clerk, manager, rows, first, echo):
    """:return: {producer code: partner}"""
    subdistricts = {
        subdistrict.code: subdistrict
        for subdistrict in clerk["otop.subdistrict"].search([("code", "in", [row["dopa_code"] for row in rows])])
    }
    with clock.at(utc(first, 8), clerk):
        partners = clerk["res.partner"].create([_producer(clerk, row, subdistricts[row["dopa_code"]]) for row in rows])
        result = {row["producer_code"]: partner for row, partner in zip(rows, partners, strict=True)}
        for row in rows:
            _numbers(result[row["producer_code"]], row, echo)
        for row in rows:
            if row["vat_registered"] == "1":  # what the centre claims back is the manager's to say
                result[row["producer_code"]].with_env(manager).is_vat_registered = True
        _bank_accounts(clerk, manager, rows, result)
        _registrations(clerk, manager, rows, result)
    echo(f"  {len(partners)} producers from {len({row['province_th'] for row in rows})} provinces")
    return result


def _producer(env, row, subdistrict):
    return {
        "name": row["name_th"],
        "is_otop_producer": True,
        "is_company": row["kind"] != "individual",
        "producer_code": row["producer_code"],
        "producer_kind": row["kind"],
        "producer_legal_form": row["legal_form"],
        "producer_name_en": row["name_en"],
        "producer_contact_name": row["contact_name_th"],
        "community_enterprise_code": row["community_enterprise_no"],
        "company_registry": row["branch_code"],
        "street": row["house_no"],
        "subdistrict_id": subdistrict.id,
        "zip": row["zip"],
        "country_id": env.ref("base.th").id,
        "phone": row["mobile"],
        "email": row["email"],
        "lang": "th_TH",
    }


def _numbers(partner, row, echo):
    """A number with a wrong check digit is refused, and left empty until the paper is looked at again."""
    for column, field in NUMBERS.items():
        if not row[column]:
            continue
        try:
            with partner.env.cr.savepoint():
                partner[field] = row[column]
                partner.flush_recordset()
        except (UserError, ValidationError) as refusal:
            partner.invalidate_recordset()
            echo(f"  refused: {row['producer_code']} {column}: {refusal.args[0]}")


def _bank_accounts(clerk, manager, rows, partners):
    """The clerk writes them down, as the screen does for him who may not read them; the manager verifies them."""
    banks = {bank.bot_code: bank for bank in manager["res.bank"].search([("bot_code", "!=", False)])}
    accounts = []
    for row in rows:
        account = {
            "acc_number": row["bank_account"],
            "acc_holder_name": row["name_th"],
            "partner_id": partners[row["producer_code"]].id,
            "bank_id": banks[row["bank_code"]].id,
            "currency_id": manager.company.currency_id.id,
        }
        if row["promptpay_type"] != "none":
            account |= {"proxy_type": row["promptpay_type"], "proxy_value": row["promptpay_value"]}
        accounts.append(account)
    clerk["res.partner.bank"].sudo().create(accounts).with_env(manager).action_otop_verify()


def _registrations(clerk, manager, rows, partners):
    registrations = clerk["otop.registration"].create(
        [
            {
                "name": row["otop_reg_no"],
                "producer_id": partners[row["producer_code"]].id,
                "date": row["otop_reg_date"],
                "expiry_date": row["otop_expiry_date"],
            }
            for row in rows
        ]
    )
    for row, registration in zip(rows, registrations, strict=True):
        for step in STEPS[row["otop_status"]]:
            getattr(registration, step)()
        if row["otop_status"] == "suspended":
            registration.with_env(manager).action_suspend()
