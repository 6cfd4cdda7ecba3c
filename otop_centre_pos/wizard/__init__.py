from . import otop_integrity_check, otop_payment_correction
