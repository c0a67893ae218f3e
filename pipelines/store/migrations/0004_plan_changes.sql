-- Changes of the plan were kept under the name that also means transfers of money; plan_change_facts has them now.
-- one row: none is lost, each run writes the facts of its day anew
drop table if exists transfer_facts;
