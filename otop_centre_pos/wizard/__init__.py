from . import otop_integrity_check
