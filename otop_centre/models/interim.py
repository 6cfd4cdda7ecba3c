from odoo import fields, models
class P(models.Model):
    _inherit='res.partner'
    is_otop_producer=fields.Boolean(); producer_code=fields.Char(); is_vat_registered=fields.Boolean(); dopa_code=fields.Char()
class S(models.Model):
    _inherit='res.country.state'
    otop_region=fields.Selection([('north','North')])
class R(models.Model):
    _inherit='res.company'
    otop_vat_regime=fields.Selection([('none','N'),('own_name','O')],default='own_name')
