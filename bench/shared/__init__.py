"""What the benches share: the clock, a till, a ledger of any size."""
