"""Pages for whoever keeps the sources: the data steward."""
