"""Employees: who works where, and what each may do."""

from pipelines.contracts.model import Day, Flag, Model, Text, optional, required
from pipelines.contracts.roles import ROLES


class Employees(Model, key=["employee"], ends={"active_to": ("active_from", "left_before_coming")}):
    """A row per person employed."""

    employee: Text = required("Identifier of the employee")
    name: Text = required("First and last name")
    email: Text = optional("Office e-mail address")
    login: Text = optional("Login in the systems of the office")
    language: Text = optional("Language of the person's letters; empty: the town's", choices=("pl", "en"))
    unit: Text = required("Unit the person works in", of="units")
    superior: Text = optional("Employee who is the direct superior", of="employees")
    roles: Text = optional("Roles, separated by |", choices=ROLES, items="text")
    authorised_to_decide: Flag = optional("May the person sign decisions?")
    active_from: Day = optional("First day of work")
    active_to: Day = optional("Last day of work")
