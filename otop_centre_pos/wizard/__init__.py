from . import otop_payment_correction
