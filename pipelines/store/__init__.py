"""The databases of a town and their copies: the warehouse with its history, the small state, the published snapshot."""
