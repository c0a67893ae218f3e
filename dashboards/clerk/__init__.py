"""Pages for whoever has cases and letters on the desk."""
