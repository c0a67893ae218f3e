"""A fictional town: its settings and the generator of its exports."""
