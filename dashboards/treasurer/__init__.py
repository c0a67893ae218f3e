"""Pages for the treasurer."""
