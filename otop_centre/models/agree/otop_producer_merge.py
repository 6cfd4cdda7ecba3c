from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..settings.otop_document_seal import MANAGER


class OtopProducerMerge(models.Model):
    """Two records of one producer become one from today: who joined them, when and why.

    History stays where it was: sales, settlements, bills and payments keep the producer they had. The old
    record is archived, its agreements end, and new goods come from the other. What is still open is settled
    with the old one.
    """

    _name = "otop.producer.merge"
    _description = "Joined Producers"
    _order = "id desc"
    _rec_name = "producer_id"

    producer_id = fields.Many2one(
        "res.partner",
        "Old record",
        required=True,
        index=True,
        domain=[("is_otop_producer", "=", True)],
        ondelete="restrict",
    )
    into_id = fields.Many2one(
        "res.partner",
        "Goes on as",
        required=True,
        index=True,
        domain=[("is_otop_producer", "=", True)],
        ondelete="restrict",
    )
    reason = fields.Char(required=True)
    user_id = fields.Many2one("res.users", "Joined by", readonly=True, ondelete="restrict")
    date = fields.Date("Joined on", readonly=True)

    _once = models.UniqueIndex("(producer_id)", "This producer has been joined with another already.")
    _two = models.Constraint("CHECK(producer_id != into_id)", "Choose two different producers.")

    @api.constrains("producer_id", "into_id")
    def _check_producers(self):
        for merge in self:
            for producer in merge.producer_id | merge.into_id:
                if not producer.is_otop_producer:
                    raise ValidationError(
                        self.env._(
                            "%s is not registered as a producer. Register the producer first.", producer.display_name
                        )
                    )
            if not merge.into_id.active:
                raise ValidationError(
                    self.env._("%s is archived. Unarchive the producer first.", merge.into_id.display_name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only a manager joins two producers. Ask yours."))
        vals_list = [{**vals, "user_id": self.env.uid, "date": self.env.company._otop_day()} for vals in vals_list]
        merges = super().create(vals_list)
        for merge in merges:
            merge._join()
        return merges

    def write(self, vals):
        # pylint: disable=method-required-super
        raise AccessError(self._refusal())

    def unlink(self):
        # pylint: disable=method-required-super,no-raise-unlink
        raise AccessError(self._refusal())

    def _refusal(self):
        return self.env._(
            "Which producers were joined is kept for the auditor. If it was a mistake, unarchive the old record."
        )

    def _join(self):
        self._refuse_goods_here()
        old = self.producer_id
        # sudo: agreements of other centres count too; the next lines look whether the manager may end them
        running = self.env["otop.agreement"].sudo().search([("producer_id", "=", old.id), ("state", "=", "confirmed")])
        if others := running.company_id - self.env.user.company_ids:
            raise UserError(
                self.env._(
                    "%(producer)s has a running agreement with %(centre)s. Ask its manager to end it first.",
                    producer=old.display_name,
                    centre=others[0].name,
                )
            )
        running.sudo(False).with_context(allowed_company_ids=self.env.user.company_ids.ids).action_done()
        for producer in (old, self.into_id):
            producer.message_post(
                body=self.env._(
                    "%(old)s goes on as %(new)s: %(reason)s", old=old.name, new=self.into_id.name, reason=self.reason
                )
            )
        old.action_archive()

    def _refuse_goods_here(self):
        if quant := self.env["stock.quant"]._otop_still_here(("owner_id", "=", self.producer_id.id), limit=1):
            raise UserError(
                self.env._(
                    "%(count)g of %(product)s of %(producer)s still lie at %(centre)s. Give the goods back, and take "
                    "them in from %(new)s after joining.",
                    count=quant.quantity,
                    product=quant.product_id.display_name,
                    producer=self.producer_id.display_name,
                    centre=quant.company_id.name,
                    new=self.into_id.display_name,
                )
            )
