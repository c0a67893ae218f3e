"""Says that nobody sits at this process: DuckDB takes a main module without a file for a person at a prompt.

To such a person it shows on standard output how far a query of two seconds is, which on a slow machine stands before
the answer that a test reads. It looks once, when it is imported.
"""

import sys

sys.modules["__main__"].__file__ = __file__
