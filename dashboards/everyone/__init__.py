"""Pages for everybody in the office."""
