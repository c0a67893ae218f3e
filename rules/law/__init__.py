"""The law as data: terms, calendars, payments and thresholds of a jurisdiction, each number dated and sourced.

`read_law("PL")` reads the texts that ship beside this file; `read_law("PL", files)` rebuilds the law from texts that
were kept, so that a past answer can be given again. No country is named in code: all of it stands in the YAML.
"""

from rules.law.assemble import read_law
from rules.law.book import InForce, Law
from rules.law.lint import lint
from rules.law.model import LawError, Parameter, Procedure, Rate, Term, display

__all__ = ["InForce", "Law", "LawError", "Parameter", "Procedure", "Rate", "Term", "display", "lint", "read_law"]
