-- What those who are away hold open was kept as duties, which is now a register of the office; held_items has it.
-- one row: none is lost, each run writes the facts of its day anew
drop table if exists duties;
