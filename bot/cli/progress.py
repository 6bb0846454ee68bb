"""A bar for long work, on standard error, and only where somebody is looking."""

from collections.abc import Iterable

from rich.console import Console
from rich.progress import Progress

from bot.services.imports import Step
from bot.storage.store import Store


async def steps_shown(store: Store, steps: Iterable[Step], *, total: int) -> int:
    """Run an import's steps, each in its own transaction; how many ledger rows were new."""
    new = 0
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Bringing it in", total=total)
        for step in steps:
            new += await store.run(step.call)
            progress.advance(bar, step.done)
    return new
