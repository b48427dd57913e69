"""Payout cycles: from the first day that earns to the last payment that arrived."""
