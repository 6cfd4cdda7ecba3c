"""Small patches that each take one guard away, with the test that must turn red: `./otop mutants` tries them.

A guard without a mutant here is a guard that nobody has seen work. Add one beside every lock, right, check, seal, rule
of the integrity check and step of a long run: the file, the text that is the guard, what stands there without it, and
the test. `tests/mutants/test_mutants.py` keeps each text in step with the source.
"""

from typing import NamedTuple

CORE, TILL = "otop_centre/tests/", "otop_centre_pos/tests/"
SELL, SETTLE, PAY = "otop_centre/models/sell/", "otop_centre/models/settle/", "otop_centre/models/pay/"
SETTINGS, RULES = "otop_centre/models/settings/", "otop_centre/integrity/"


class Mutant(NamedTuple):
    name: str  # what nobody looks after any more
    file: str
    guard: str  # stands exactly once in the file
    without: str
    test: str  # files of tests
    only: str = ""  # a part of their names, or several (pytest's -k)

    def applied(self, source):
        if source.count(self.guard) != 1:
            raise ValueError(f"{self.file} has {source.count(self.guard)} times: {self.guard}")
        return source.replace(self.guard, self.without)


MUTANTS = [
    # ---------------------------------------------------------------- the ledger's seal and door
    Mutant(
        "anybody writes the ledger",
        SELL + "otop_ledger_entry.py",
        'if self.env.context.get("otop_ledger_key") is not _KEY:',
        "if False:",
        CORE + "test_sell_ledger.py",
        "test_sealed_against_everybody",
    ),
    Mutant(
        "a sale sent twice is written twice",
        SELL + "otop_ledger_door.py",
        "if facts.origin not in known]",
        "]",
        CORE + "test_sell_ledger.py",
        "test_same_origin_twice_writes_once",
    ),
    Mutant(
        "facts follow the product of today",
        SELL + "otop_ledger_door.py",
        "product.product_tmpl_id._otop_star_on(day) if product else 0",
        "product.product_tmpl_id.otop_star",
        CORE + "test_agree_terms.py",
        "test_stars_are_those_of_the_day",
    ),
    Mutant(
        "a refund has the origin of today",
        SELL + "otop_ledger_refund.py",
        '            "state_id": sale.state_id.id,\n',
        "",
        CORE + "test_agree_terms.py",
        "test_a_refund_keeps_the_origin_of_its_sale",
    ),
    Mutant(
        "the VAT rate is not the line's",
        SELL + "otop_ledger_door.py",
        "if facts.vat_rate is not None:",
        "if False:",
        CORE + "test_agree_terms.py",
        "test_the_vat_rate_is_that_of_the_line",
    ),
    Mutant(
        "the VAT rate is today's setting",
        "otop_centre/models/agree/otop_agreement_terms.py",
        "vat_rate=vat_rate,",
        "vat_rate=company.account_sale_tax_id.amount,",
        CORE + "test_agree_terms.py",
        "test_a_sale_without_a_tax_of_its_own",
    ),
    Mutant(
        "a gift is settled without anybody deciding",
        SELL + "otop_ledger_door.py",
        'if facts.kind == "sale" and money(facts.amount_without_vat) <= 0:',
        'if facts.kind == "sale" and money(facts.amount_without_vat) < 0:',
        CORE + "test_sell_hold.py",
        "test_what_was_given_away",
    ),
    Mutant(
        "a rounding satang lands on the producer",
        SELL + "otop_ledger_door.py",
        "terms.split(facts.own_with_vat, facts.own_without_vat)",
        "terms.split(facts.amount_with_vat, facts.amount_without_vat)",
        CORE + "test_sell_refund.py",
        "test_three_equal_lines_pay_three_equal_shares",
    ),
    Mutant(
        "an entry is settled before its till is closed",
        SELL + "otop_ledger_claim.py",
        '"(%(entry)s.move_id IS NOT NULL OR %(entry)s.kind NOT IN %(traded)s)"',
        '"(%(entry)s.move_id IS NOT NULL OR %(entry)s.kind IN %(traded)s)"',
        CORE + "test_settle_settlement.py",
        "test_preview_says_who_and_why",
    ),
    Mutant(
        "a held entry is settled",
        SELL + "otop_ledger_claim.py",
        "                   AND entry.is_held IS NOT TRUE\n",
        "",
        CORE + "test_settle_settlement.py",
        "test_only_what_is_free",
    ),
    Mutant(
        "an entry after the cut-off is settled",
        SELL + "otop_ledger_claim.py",
        "                   AND entry.date <= settlement.date_to\n",
        "",
        CORE + "test_settle_settlement.py",
        "test_only_what_is_free",
    ),
    # ---------------------------------------------------------------- refunds and holds
    Mutant(
        "two tills refund one piece at once",
        SELL + "otop_ledger_refund.py",
        "UPDATE otop_ledger_entry SET refund_count = COALESCE(refund_count, 0) + 1\n"
        "                 WHERE id IN (SELECT id FROM otop_ledger_entry WHERE id IN %s ORDER BY id FOR UPDATE)",
        "SELECT id FROM otop_ledger_entry WHERE id IN %s ORDER BY id FOR UPDATE",
        CORE + "test_sell_concurrency.py",
    ),
    Mutant(
        "a refund pays the centre",
        SELL + "otop_ledger_refund.py",
        "        payable = max(payable, without_vat - most)\n",
        "",
        CORE + "test_sell_refund.py",
        "test_no_refund_raises_the_commission",
    ),
    Mutant(
        "the refund of a held sale is not held",
        SELL + "otop_ledger_refund.py",
        "if sale.is_held:",
        "if False:",
        CORE + "test_sell_refund.py",
        "test_the_refund_of_a_held_sale_is_held",
    ),
    Mutant(
        "more money is given back than was paid",
        SELL + "otop_ledger_refund.py",
        'before["amount_with_vat"] + before["allowed"]["amount_with_vat"] < -SATANG:',
        "False:",
        CORE + "test_sell_refund.py",
        "test_more_money_than_was_paid_waits",
    ),
    Mutant(
        "more pieces come back than were sold",
        SELL + "otop_ledger_refund.py",
        "if self._pieces_left(left, pieces) < 0:",
        "if False:",
        CORE + "test_sell_ledger.py",
        "test_refund_of_more_than_was_sold",
    ),
    Mutant(
        "refunds forget what came back before",
        SELL + "otop_ledger_refund.py",
        "left[entry.id][field] += exact(figure)",
        "pass",
        CORE + "test_sell_ledger.py",
        "test_refund_in_three_steps",
    ),
    Mutant(
        "a clerk decides a hold",
        SELL + "otop_ledger_hold.py",
        "        self.entry_id._check_may_decide()\n",
        "",
        CORE + "test_sell_hold.py",
        "test_only_a_manager_decides",
    ),
    Mutant(
        "a decided hold is written again",
        SELL + "otop_ledger_hold.py",
        'if set(vals) - {"note"} or self.filtered("decision"):',
        "if False:",
        CORE + "test_sell_hold.py",
        "test_history_is_sealed",
    ),
    # ---------------------------------------------------------------- documents
    Mutant(
        "a closed field is written",
        SETTINGS + "otop_document_seal.py",
        "            self._document_check_open(vals)\n            if self._document_parent:",
        "            if self._document_parent:",
        CORE + "test_settings_documents.py",
        "test_only_what_is_declared_open",
    ),
    Mutant(
        "anybody changes what a role may",
        SETTINGS + "otop_document_seal.py",
        "if not self.env.user.has_groups(opened[name]):",
        "if False:",
        CORE + "test_settings_documents.py",
        "test_only_what_is_declared_open",
    ),
    Mutant(
        "a row is taken away from a closed document",
        SETTINGS + "otop_document_seal.py",
        "            self._document_check_open([self._document_parent])\n",
        "",
        CORE + "test_settings_documents.py",
    ),
    Mutant(
        "a document is created further on than its start",
        SETTINGS + "otop_document_seal.py",
        "            vals_list = [self._document_new_values(vals) for vals in vals_list]\n",
        "            pass\n",
        CORE + "test_settings_documents.py",
        "test_nothing_is_created_further_on",
    ),
    Mutant(
        "a step is taken by whoever asks",
        SETTINGS + "otop_document_mixin.py",
        "if not self.env.user.has_group(group):",
        "if False:",
        CORE + "test_settings_documents.py",
        "test_steps_are_the_declared_ones",
    ),
    Mutant(
        "any state follows any other",
        SETTINGS + "otop_document_mixin.py",
        "            if not group:\n                raise UserError(document._document_no_way(state))\n",
        "            if not group:\n                continue\n",
        CORE + "test_settings_documents.py",
        "test_steps_are_the_declared_ones",
    ),
    Mutant(
        "an accountant writes what a posted bill says",
        SELL + "account_move_seal.py",
        "if not names or self._otop_is_open():",
        "if True:",
        CORE + "test_settings_documents.py",
        "test_only_what_is_declared_open",
    ),
    Mutant(
        "the bill of a settlement is an entry like any other",
        SETTLE + "account_move.py",
        'return super()._otop_documents() | self.filtered("otop_settlement_ids") | paying',
        "return super()._otop_documents()",
        CORE + "test_settings_documents.py",
        "test_only_what_is_declared_open",
    ),
    Mutant(
        "a line of a posted bill goes to another account",
        SELL + "account_move_line_seal.py",
        "if names := lasting(self, vals.keys() - OPEN):",
        "if names := set():",
        CORE + "test_settings_documents.py",
        "test_only_what_is_declared_open",
    ),
    Mutant(
        "a cancelled withdrawal is deleted with its number",
        "otop_centre/models/receive/stock_picking.py",
        'lambda picking: picking.state in ("done", "cancel")):\n            raise',
        "lambda picking: False):\n            raise",
        CORE + "test_settings_documents.py",
        "test_only_what_never_counted",
    ),
    Mutant(
        "an invoice with entries goes back to draft",
        SELL + "account_move.py",
        'if "state" in vals and vals["state"] != "posted":',
        "if False:",
        CORE + "test_sell_invoice.py",
        "test_posted_invoice_cannot_be_taken_back",
    ),
    # ---------------------------------------------------------------- settling
    Mutant(
        "a clerk confirms",
        SETTLE + "otop_settlement_confirm.py",
        "    def _refuse_unless_manager(self):\n        if not self.env.user.has_group",
        "    def _refuse_unless_manager(self):\n        if False and not self.env.user.has_group",
        CORE + "test_settle_run.py",
        "test_many_are_confirmed",
    ),
    Mutant(
        "what was booked since the draft is not seen",
        SETTLE + "otop_settlement_confirm.py",
        "        self._refuse_out_of_date()\n        self._refresh_amounts()",
        "        self._refresh_amounts()",
        CORE + "test_settle_run.py",
        "test_a_refund_booked_since_the_draft",
    ),
    Mutant(
        "the bill may say another sum",
        SETTLE + "otop_settlement_bill.py",
        "if settlement.currency_id.compare_amounts(settlement.bill_id.amount_total, settlement.amount_total):",
        "if False:",
        CORE + "test_settle_bill.py",
        "test_another_sum",
    ),
    Mutant(
        "a run cut off begins anew",
        SETTLE + "otop_settlement_run_work.py",
        '        lines._unsealed().write({"is_done": True})\n',
        "",
        CORE + "test_settle_run.py",
    ),
    Mutant(
        "a quarterly producer is settled every month",
        "otop_centre/tools/settlement_plan.py",
        'return "cycle"',
        'return "included"',
        CORE + "test_settle_run.py",
        "test_a_producer_is_settled_at_the_end_of_his_cycle",
    ),
    Mutant(
        "below the minimum is paid",
        "otop_centre/tools/settlement_plan.py",
        'return "minimum"',
        'return "included"',
        CORE + "test_settle_settlement.py",
        "test_below_minimum or test_preview",
    ),
    Mutant(
        "input VAT is claimed without a tax invoice",
        SETTLE + "otop_settlement_tax_invoice.py",
        "return bool(self.tax_invoice_number and self.tax_invoice_date)",
        "return True",
        CORE + "test_settle_tax_invoice.py",
        "test_without_it",
    ),
    Mutant(
        "a filed statement is changed",
        SETTLE + "ir_attachment.py",
        "        self._otop_refuse_filed()\n        return super().unlink()",
        "        return super().unlink()",
        CORE + "test_settle_statement.py",
    ),
    # ---------------------------------------------------------------- paying
    Mutant(
        "money goes to a producer without a settlement",
        PAY + "account_payment.py",
        "if self and not self._otop_is_unsealed():",
        "if False:",
        CORE + "test_pay_two_people.py",
        "test_no_payment_to_a_producer_is_made_by_hand",
    ),
    Mutant(
        "whoever confirmed pays",
        "otop_centre/wizard/account_payment_register.py",
        "if settlement.confirmed_by_id == self.env.user:",
        "if False:",
        CORE + "test_pay_two_people.py",
        "test_whoever_confirmed",
    ),
    Mutant(
        "whoever wrote an account down pays to it",
        PAY + "res_partner_bank.py",
        "if self.env.user in account._otop_changer() | account.otop_verified_by_id:",
        "if False:",
        CORE + "test_pay_two_people.py",
        "test_whoever_changed_an_account",
    ),
    Mutant(
        "whoever wrote an account down verifies it",
        PAY + "res_partner_bank.py",
        "if account._otop_changer() == self.env.user:",
        "if False:",
        CORE + "test_pay_two_people.py",
        "test_nobody_verifies_what_he_wrote_down",
    ),
    Mutant(
        "money goes to an account that nobody verified",
        PAY + "res_partner_bank.py",
        "if not account.is_otop_verified:",
        "if False:",
        CORE + "test_pay_two_people.py",
        "test_no_payment_goes_to_an_account_that_is_not_verified",
    ),
    Mutant(
        "money goes to somebody else's account",
        PAY + "res_partner_bank.py",
        "if account.partner_id.commercial_partner_id != partner.commercial_partner_id:",
        "if False:",
        CORE + "test_pay_two_people.py",
        "test_no_payment_goes_to_an_account_of_somebody_else",
    ),
    Mutant(
        "signatures are typed",
        PAY + "res_partner_bank.py",
        'if SIGNATURES & vals.keys() and self.env.context.get("otop_bank_key") is not _KEY:',
        "if False:",
        CORE + "test_pay_two_people.py",
        "test_signatures_are_not_written_by_hand",
    ),
    Mutant(
        "a write-off pays a producer",
        PAY + "account_partial_reconcile.py",
        "if not settlement.currency_id.is_zero(written_off):",
        "if False:",
        CORE + "test_pay_two_people.py",
        "test_a_write_off",
    ),
    Mutant(
        "a credit note pays a producer",
        PAY + "account_partial_reconcile.py",
        'if not payment or payment.payment_type != "outbound":',
        "if False:",
        CORE + "test_pay_two_people.py",
        "test_a_credit_note",
    ),
    Mutant(
        "two windows pay twice",
        "otop_centre/wizard/account_payment_register.py",
        "if settlement.currency_id.compare_amounts(settlement.amount_due, 0) <= 0:",
        "if False:",
        CORE + "test_pay_settlement.py",
        "test_two_windows_pay_once",
    ),
    # ---------------------------------------------------------------- the integrity check
    *(
        Mutant(
            f"the integrity check skips {name}",
            RULES + f"{name}.py",
            "    def check(self):\n",
            '    def check(self):\n        return "", []\n\n    def check_nothing(self):\n',
            CORE + "test_settle_integrity.py",
            "test_each_fault_is_found",
        )
        for name in (
            "intakes",
            "units",
            "owners",
            "origins",
            "pieces",
            "entry_terms",
            "refunds",
            "booked",
            "vat",
            "proceeds",
            "commission",
            "settled_once",
            "bills",
            "payments",
        )
    ),
    # ---------------------------------------------------------------- the till
    Mutant(
        "the books of a till follow the agreement of today",
        "otop_centre_pos/models/pos_order_line.py",
        "line.otop_mode = modes.get(line._origin.id) or modes.get(line.refunded_orderline_id._origin.id)",
        "line.otop_mode = False",
        TILL + "test_sell_terms.py",
    ),
    Mutant(
        "the terms of a ticket are those of today",
        "otop_centre_pos/models/pos_order_line.py",
        "company._otop_day(line.order_id.date_order)",
        "company._otop_day()",
        TILL + "test_sell_terms.py",
    ),
    Mutant(
        "a till shows what goods cost",
        "otop_centre_pos/models/product_product.py",
        'values["standard_price"] = 0.0',
        "pass",
        TILL + "test_sell_till_data.py",
    ),
    Mutant(
        "an expired lot is offered",
        "otop_centre_pos/models/stock_lot.py",
        "bool(expiry) and expiry <= now",
        "False",
        TILL + "test_sell_owner.py",
        "test_expired_lot_is_not_offered",
    ),
    Mutant(
        "one line of proceeds for all producers",
        "otop_centre_pos/models/pos_session.py",
        'producer.id if producer and base_line["account_id"] == proceeds else False',
        "False",
        TILL + "test_sell_closing.py",
        "test_one_line_a_producer",
    ),
    # ---------------------------------------------------------------- personal data
    Mutant(
        "bank accounts are read by everybody",
        PAY + "res_partner_bank.py",
        'return self.filtered("partner_id.is_otop_producer")',
        "return self.browse()",
        CORE + "test_register_access.py",
    ),
    Mutant(
        "logs hold national IDs",
        "otop_centre/tools/log_mask.py",
        "record.msg, record.args = mask(text), ()",
        "pass",
        CORE + "test_log_mask.py",
    ),
]
