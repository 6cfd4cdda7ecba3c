"""The end of October: the clerk prepares the settlements, the manager confirms, the treasury pays."""

from . import clock


def settle(clerk, manager, moment, last, echo):
    with clock.at(moment, clerk):
        run = clerk["otop.settlement.run"].create({"date_to": last})
        for line in run.line_ids.filtered(lambda line: line.reason != "included"):
            echo(f"  left out: {line.producer_id.display_name}: {line.reason}")
        run.action_start()
        settlements = run.line_ids.settlement_id
        for number, settlement in enumerate(settlements.filtered("is_tax_invoice_expected"), 1):
            settlement.write({"tax_invoice_number": f"{number:03}/2569", "tax_invoice_date": last})
        settlements.with_env(manager).action_confirm()
    echo(
        f"  {len(settlements)} settlements, {settlements[:1].name} to {settlements[-1:].name}: "
        f"payable {sum(settlements.mapped('amount_payable')):,.2f}, "
        f"commission {sum(settlements.mapped('amount_commission')):,.2f}"
    )
    return settlements


def pay(finance, settlements, moment, journal, echo):
    """One payment a producer from the centre's bank, all but the last two, who still wait for theirs."""
    with clock.at(moment, finance):
        bills = settlements.with_env(finance).bill_id.filtered(lambda bill: bill.amount_residual)[:-2]
        bills = bills.filtered(lambda bill: bill.move_type == "in_invoice")
        wizard = (
            finance["account.payment.register"]
            .with_context(active_model="account.move", active_ids=bills.ids)
            .create({"group_payment": True, "journal_id": journal.id, "payment_date": moment.date()})
        )
        payments = wizard._create_payments()
    echo(f"  {len(payments)} payments, {sum(payments.mapped('amount')):,.2f} baht")
    return payments


def bring_to_bank(finance, moment, echo):
    """The bank's statement has come: payments, QR receipts and deposits of the drawers are on it."""
    with clock.at(moment, finance):
        lines = finance["account.move.line"].search(finance["otop.bank.clearing"].action_awaiting()["domain"])
        window = finance["otop.bank.clearing"].with_context(active_ids=lines.ids).create({})
        echo(f"  {len(lines)} on the statement, {window.amount_in:,.2f} in, {window.amount_out:,.2f} out")
        window.action_confirm()


def check(manager, echo):
    """The integrity check of the manager's menu. It must find nothing."""
    check = manager["otop.integrity.check"].browse(manager["otop.integrity.check"].action_run()["res_id"])
    for line in check.line_ids:
        echo(f"  {line.number} {line.name}: {line.figure or ''} {'ok' if not line.difference_count else 'DIFFERS'}")
    differences = [difference.display_name for difference in check.difference_ids]
    for difference in check.difference_ids:
        echo(f"  DIFFERENCE: {difference.read()}")
    echo(f"  {check.difference_count} differences")
    return differences
