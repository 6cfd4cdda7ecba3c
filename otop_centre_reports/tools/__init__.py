from . import period_summary
