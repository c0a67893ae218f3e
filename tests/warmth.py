"""What a warm process has imported before it is asked for anything: all that passes and commands take time for.

Each import here only saves time; nothing may lean on it.
"""

import aiosmtpd.controller  # noqa: F401  a test's module that is imported anew in a fork comes with its mail server
import fastexcel  # noqa: F401
import lxml.etree  # noqa: F401
import pandera.polars  # noqa: F401
import pytest  # noqa: F401
import time_machine  # noqa: F401
import xlsxwriter  # noqa: F401

import pipelines.alerts.preview
import pipelines.alerts.weekly
import pipelines.answers.why  # noqa: F401
