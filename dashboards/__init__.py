"""What people look at: a folder per audience, a page per question."""
