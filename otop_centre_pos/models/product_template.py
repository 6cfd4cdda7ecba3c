from odoo import api, fields, models


class ProductTemplate(models.Model):
    """What the till knows of where goods come from: plain stored values, so that it also knows them offline and
    notices when a producer changes his name."""

    _inherit = "product.template"

    producer_code = fields.Char(related="producer_id.producer_code", string="Producer Code", store=True)
    producer_name = fields.Char(related="producer_id.name", string="Producer's Name", store=True)
    producer_state_name = fields.Char(related="producer_id.state_id.name", string="Producer's Province", store=True)

    @api.model
    def _load_pos_data_fields(self, config):
        # EXTENDS 'point_of_sale'
        origin = ["producer_code", "producer_name", "producer_state_name", "otop_star"]
        return super()._load_pos_data_fields(config) + origin

    def get_product_info_pos(self, price, quantity, pos_config_id, product_variant_id=False):
        # EXTENDS 'point_of_sale': what a buyer asks about the goods, and nothing that is between us and the producer
        info = super().get_product_info_pos(price, quantity, pos_config_id, product_variant_id)
        info["otop"] = self._otop_story() if self.producer_id else False
        return info

    def _otop_story(self):
        self.ensure_one()
        producer = self.producer_id
        today = self.env.company._otop_day()
        storage = dict(self._fields["otop_storage"]._description_selection(self.env))
        places = (producer.subdistrict_id.name, producer.district_id.name, producer.state_id.name)
        certificates = self.certificate_ids.filtered(
            lambda certificate: not certificate.expiry_date or certificate.expiry_date >= today
        )
        return {
            "producer": producer.name,
            "code": producer.producer_code,
            "place": " · ".join(place for place in places if place),
            "star": self.otop_star,
            "certificates": certificates.mapped("display_name"),
            "storage": storage.get(self.otop_storage, ""),
            "shelf_life_days": self.shelf_life_days,
        }
