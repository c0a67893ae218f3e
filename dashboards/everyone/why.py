"""Why is this date, or this sum, what it is? The page of the thing says so, whichever address it is asked at."""

import runpy

from dashboards.pages import PAGES

runpy.run_path(str(PAGES["item"].script))
