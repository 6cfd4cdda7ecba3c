from odoo import api, models
from odoo.tools import format_date


class OtopIntakeLine(models.Model):
    """What forbids a row of an intake, and what is worth a second look."""

    _inherit = "otop.intake.line"

    @api.depends(
        "product_id",
        "quantity",
        "quantity_accepted",
        "quantity_rejected",
        "reject_reason_id",
        "expiry_date",
        "lot_name",
        "price_unit",
        "intake_id.date",
        "intake_id.state",
        "intake_id.line_ids.lot_name",
        "intake_id.line_ids.expiry_date",
    )
    def _compute_checks(self):
        self.refusal_text = self.warning_text = False
        lots = self._known_lots()
        for line in self:
            if line.product_id and line.intake_id.state in ("draft", False):
                found = line._checks(lots)
                prefix = line.product_id.display_name
                for severity, field in (("block", "refusal_text"), ("warn", "warning_text")):
                    sentences = [sentence for kind, sentence in found if kind == severity]
                    line[field] = sentences and f"{prefix}: {' '.join(sentences)}" or False

    def _checks(self, lots):
        """What is wrong with this row: pairs of (severity, sentence with remedy).

        :param dict lots: what `_known_lots` found
        """
        self.ensure_one()
        found = []
        if self.quantity_rejected and not self.reject_reason_id:
            found.append(("block", self.env._("Say why goods were rejected.")))
        if not self.quantity_accepted:
            return found
        date = self.intake_id.date or self.env.company._otop_day()
        found += self._check_category()
        found += self._check_certificates(date)
        found += self._check_life(date)
        found += self._check_lot(lots)
        if not self.price_unit:
            found.append(("block", self.env._("It has no retail price yet. Agree one with the producer and type it.")))
        if not self.product_id.active:
            found.append(("block", self.env._("It is archived. Unarchive it, or receive another product.")))
        return [(severity, sentence) for severity, sentence in found if severity != "off"]

    def _check_category(self):
        category = self.product_id.otop_subtype_id | self.product_id.otop_category_id
        if self.product_id.is_alcohol:
            # its number is kept in memory; `env.ref` would ask the database once for each row
            category |= category.browse(
                self.env["ir.model.data"]._xmlid_to_res_id("otop_centre.otop_category_d1") or []
            )
        if refused := category.filtered("is_refused")[:1]:
            return [
                (
                    "block",
                    self.env._(
                        "The centre does not accept %(category)s. %(reason)s Reject these goods.",
                        category=refused.name,
                        reason=refused.refusal_reason or "",
                    ),
                )
            ]
        return []

    def _check_certificates(self, date):
        found = []
        category = self.product_id.otop_subtype_id or self.product_id.otop_category_id
        for requirement in category._requirements():
            held = self.product_id.certificate_ids.filtered(lambda c, kind=requirement.type_id: c.type_id == kind)
            if not held:
                found.append(
                    (
                        requirement.severity,
                        self.env._("No %s is registered. Add its number to the product.", requirement.type_id.name),
                    )
                )
            elif not any(certificate._is_valid_on(date) for certificate in held):
                latest = max(held, key=lambda certificate: certificate.expiry_date)
                found.append(
                    (
                        requirement.expired_severity,
                        self.env._(
                            "Its %(kind)s expired on %(date)s. Add the renewed one to the product, or reject these goods.",
                            kind=requirement.type_id.name,
                            date=format_date(self.env, latest.expiry_date),
                        ),
                    )
                )
        return found

    def _check_life(self, date):
        if not self.product_id.use_expiration_date:
            return []
        if not self.expiry_date:
            return [
                ("block", self.env._("Goods that expire need their expiry date. Read it from the package and type it."))
            ]
        if self.expiry_date < date:
            return [
                (
                    "block",
                    self.env._("It expired on %s. Reject these goods.", format_date(self.env, self.expiry_date)),
                )
            ]
        category = self.product_id.otop_subtype_id or self.product_id.otop_category_id
        life, left = self.product_id.shelf_life_days, (self.expiry_date - date).days
        wanted = life * category.minimum_life_percent / 100 if life else category.minimum_life_days
        if category and left < wanted:
            return [
                (
                    category.short_life_severity,
                    self.env._(
                        "Only %(left)d days are left; at least %(wanted)d are wanted.", left=left, wanted=wanted
                    ),
                )
            ]
        return []

    def _check_lot(self, lots):
        if self.product_id.tracking == "none":
            return []
        if not self.lot_name:
            return [("block", self.env._("Type its lot number, or the expiry date and a lot is proposed."))]
        others = self.intake_id.line_ids.filtered(
            lambda other: (
                other.product_id == self.product_id
                and other.lot_name == self.lot_name
                and other.expiry_date != self.expiry_date
            )
        )
        lot = lots.get(self._lot_key(), self.env["stock.lot"])
        known = lot.expiration_date and self.env.company._otop_day(lot.expiration_date)
        clash = others[:1].expiry_date or (known if known and known != self.expiry_date else False)
        if clash:
            return [
                (
                    "block",
                    self.env._(
                        "Lot %(lot)s already stands for goods that expire on %(date)s. Type another lot number, or correct the date.",
                        lot=self.lot_name,
                        date=format_date(self.env, clash),
                    ),
                )
            ]
        return []
