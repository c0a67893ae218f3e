"""Pages for those who answer for others' work."""
