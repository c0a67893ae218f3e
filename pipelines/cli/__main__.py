"""`python -m pipelines.cli` is `ratusz`, for whoever starts it without knowing where the command was installed."""

from pipelines.cli import main

main()
