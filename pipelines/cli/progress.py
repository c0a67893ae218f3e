"""A bar on standard error that says what is being done; silent where nobody watches a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager


@contextmanager
def bar(steps: Mapping[str, str], done: str) -> Iterator[Callable[[str], None]]:
    """Returns a function to call with each step's key as it begins; `steps` maps it to what the reader is told."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    order = list(steps)
    columns = (TextColumn("{task.description:<28}"), BarColumn(), TimeElapsedColumn())
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as shown:
        task = shown.add_task("", total=len(order))
        yield lambda step: shown.update(task, description=steps[step], completed=order.index(step))
        shown.update(task, description=done, completed=len(order))


@contextmanager
def day_bar(title: str, days: int) -> Iterator[Callable[[int], None]]:
    """Returns a function that is called with the number of days done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    screen = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(title, total=days)
        yield lambda done: bar.update(task, completed=done)
