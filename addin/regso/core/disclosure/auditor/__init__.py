"""The audit of a published table: it shares no step with the search of the protector."""
