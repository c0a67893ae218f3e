"""From exports to the warehouse, from findings to letters."""
