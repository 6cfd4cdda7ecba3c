from odoo.addons.otop_centre.tests.every_field import EveryField
from odoo.tests import new_test_user, tagged

from .common import OtopPosCommon

# Open only for Odoo's own step, which makes the invoice as superuser.
ODOOS_OWN = {"account_move"}


@tagged("post_install", "-at_install")
class TestTillFields(EveryField, OtopPosCommon):
    """Every field of a paid ticket, of its lines, lots and payments, tried by every role, with the till open and closed:
    only what is said to be open can be written."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roles = {"cashier": cls.cashier}
        for role in ("clerk", "manager", "finance", "auditor", "cdd"):
            cls.roles[role] = cls._user(role)
        cls.roles["producer"] = new_test_user(cls.env, "test_producer", "base.group_portal")
        cls.honey = cls._product("Honey", cls.producer_a, 107, tracking="lot", available_in_pos=True)
        lot = cls.env["stock.lot"].create({"name": "L1", "product_id": cls.honey.id})
        cls._stock(cls.honey, 10, lot)
        session = cls._open()
        cls.paid = {"done": cls._ticket_with_lot(session)}
        cls._close(session)
        cls.paid["paid"] = cls._ticket_with_lot(cls._open())

    @classmethod
    def _ticket_with_lot(cls, session):
        return cls._sell_at(session, cls._line(cls.honey, 2, lot="L1"))

    def _papers(self):
        papers = {}
        for state, order in self.paid.items():
            self.assertEqual((order.state, order.otop_is_sealed), (state, True))
            for record in (order, order.lines, order.lines.pack_lot_ids, order.payment_ids):
                self.assertEqual(len(record), 1)
                papers[record._name, state] = record
        return papers

    def _declared(self, state, record):
        # EXTENDS EveryField: a ticket names what is open to whoever may write
        return dict.fromkeys(record._otop_open - ODOOS_OWN, "base.group_user")

    def test_every_model_of_a_ticket_is_looked_at(self):
        seal = self.env.registry["otop.ticket.seal"]
        sealed = {
            name for name in self.env.registry if isinstance(self.env[name], seal) and not self.env[name]._abstract
        }
        self.assertEqual({name for name, _state in self._papers()}, sealed)

    def test_only_what_is_declared_open_can_be_written(self):
        self.assertEqual("\n".join(self.differences(self._papers())), "")

    def test_nothing_of_a_paid_ticket_is_deleted(self):
        self.assertEqual("\n".join(self.deletions(self._papers(), {})), "")

    def test_nothing_is_added_to_a_paid_ticket(self):
        rows = {key: record for key, record in self._papers().items() if record._name != "pos.order"}
        self.assertEqual("\n".join(self.forgeries(rows)), "")
