"""The schedule: what is due when, done once, retried when it fails, and never silently slept through."""
