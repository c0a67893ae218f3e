"""What people of an office may be: the words of `employees.roles`, apart from the contract, which reads slowly."""

ROLES = ("officer", "manager", "treasurer", "accountant", "secretary", "mayor", "road_manager", "steward", "auditor")
