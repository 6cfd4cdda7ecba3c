"""The centre of the demo: company, places in the store, people, tills, customers (brief 11.3)."""

from odoo import Command
from odoo.addons.otop_centre.models.settings.res_company_opening import Wish

BANGKOK = "Asia/Bangkok"
TIN = "0884000000015"  # passes the check digit, yet no province has the number 88: it is nobody's

USERS = {
    # login: (name, groups)
    "manager": ("ผู้จัดการศูนย์ (สาธิต)", ("otop_centre.group_otop_manager", "point_of_sale.group_pos_manager")),
    "clerk": ("เจ้าหน้าที่ศูนย์ (สาธิต)", ("otop_centre.group_otop_clerk",)),
    "cashier": ("พนักงานขาย (สาธิต)", ("otop_centre.group_otop_cashier", "point_of_sale.group_pos_user")),
    "finance": ("กองคลัง (สาธิต)", ("otop_centre.group_otop_finance",)),
    "auditor": ("ผู้ตรวจสอบภายใน (สาธิต)", ("otop_centre.group_otop_auditor",)),
    "cdd": ("พัฒนาการอำเภอ (สาธิต)", ("otop_centre.group_otop_cdd",)),
}

CUSTOMERS = (
    # name, tax number (nobody's), is VAT-registered
    ("บริษัท ร้านของฝากสนามบินสมมติ จำกัด", "0885560000022"),
    ("บริษัท โรงแรมตัวอย่างบางปู จำกัด", "0885560000031"),
    ("โรงเรียนตัวอย่างแพรกษา", False),
    ("สหกรณ์ร้านค้าตัวอย่าง", False),
)


def company(env):
    province = env.ref("base.state_th_11", raise_if_not_found=False) or env["res.country.state"].search(
        [("code", "=", "TH-11")], limit=1
    )
    env.company.write(
        {
            "name": "ศูนย์ OTOP เทศบาลตำบลแพรกษา (สาธิต)",
            "vat": TIN,
            "company_registry": "00000",
            "street": "999 หมู่ 1 (ที่อยู่สมมติ)",
            "street2": "ตำบลแพรกษา",
            "city": "อำเภอเมืองสมุทรปราการ",
            "state_id": province.id,
            "zip": "10280",
            "country_id": env.ref("base.th").id,
            "phone": "0000000100",
            "email": "centre@otop-demo.example.com",
            "otop_operator_type": "municipality",
        }
    )
    # as the window "Open a centre" does; of what came with the installation nothing is made twice
    env.company._otop_open(Wish(vat_regime="own_name"))
    return env.company


def users(env):
    """One log-in a role; the password is the log-in."""
    result = {}
    for login, (name, groups) in USERS.items():
        result[login] = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": name,
                    "login": login,
                    "password": login,
                    "email": f"{login}@otop-demo.example.com",
                    "lang": "th_TH",
                    "tz": BANGKOK,
                    "group_ids": [Command.link(env.ref(group).id) for group in ("base.group_user", *groups)],
                }
            )
        )
    env.ref("base.user_admin").write({"lang": "th_TH", "tz": BANGKOK})
    return result


def locations(env):
    """Where goods stand: the storeroom and the shop are one stock for the till."""
    stock = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1).lot_stock_id
    names = ("หน้าร้าน", "ห้องเย็น", "สินค้ารอคืน", "สินค้าชำรุด")
    return env["stock.location"].create(
        [{"name": name, "location_id": stock.id, "usage": "internal"} for name in names]
    )


def bank_account(env):
    """The centre's own account with its PromptPay number, which the QR code at the till shows."""
    bank = env["res.bank"].search([("bic", "=", "KRTHTHBK")], limit=1) or env["res.bank"].create(
        {"name": "ธนาคารกรุงไทย", "bic": "KRTHTHBK"}
    )
    account = env["res.partner.bank"].create(
        {
            "acc_number": "999-0-00099-9",
            "acc_holder_name": "OTOP PHRAEKSA",
            "partner_id": env.company.partner_id.id,
            "bank_id": bank.id,
            "currency_id": env.company.currency_id.id,
            "proxy_type": "merchant_tax_id",
            "proxy_value": TIN,
            "allow_out_payment": True,
        }
    )
    journal = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1)
    journal.bank_account_id = account
    return journal


def tills(env, bank_journal):
    """Two tills, each with its own cash drawer; both take PromptPay by QR code."""
    qr = env["pos.payment.method"].create(
        {
            "name": "คิวอาร์พร้อมเพย์",
            "journal_id": bank_journal.id,
            "payment_method_type": "qr_code",
            "qr_code_method": "emv_qr",
        }
    )
    result = env["pos.config"]
    for name, code in (("หน้าร้าน", "CSH1"), ("บูธออกงาน", "CSH2")):
        drawer = env["account.journal"].create(
            {
                "name": f"เงินสด {name}",
                "type": "cash",
                "code": code,
                # what is taken out of a drawer is on its way to the bank
                "suspense_account_id": env.company.transfer_account_id.id,
            }
        )
        cash = env["pos.payment.method"].create({"name": "เงินสด", "journal_id": drawer.id})
        result |= env["pos.config"].create({"name": name, "payment_method_ids": [Command.set((cash | qr).ids)]})
    return result


def customers(env):
    return env["res.partner"].create(
        [
            {
                "name": name,
                "is_company": True,
                "vat": vat,
                "street": "1 ถนนสมมติ",
                "city": "อำเภอเมืองสมุทรปราการ",
                "state_id": env.company.state_id.id,
                "zip": "10280",
                "country_id": env.ref("base.th").id,
                "email": f"customer{number}@otop-demo.example.com",
            }
            for number, (name, vat) in enumerate(CUSTOMERS, 1)
        ]
    )
