"""Answers: questions asked of an open day; they change nothing."""
