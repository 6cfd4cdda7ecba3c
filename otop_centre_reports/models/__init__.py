from . import otop_ledger_entry
