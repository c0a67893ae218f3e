"""A file in, a frame of text and its line numbers out."""
