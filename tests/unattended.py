"""Imported first by the warm processes: nobody sits before them.

DuckDB takes a main module without a file for somebody at a keyboard, and on a busy machine shows bars of progress among
the answers. It looks once, when it is imported.
"""

import sys

sys.modules["__main__"].__file__ = __file__
