"""What must be noticed in a public office, and why: pure, no database, no screen, no clock."""
