"""What is promised of each card, looked at in one test a card: a test for each promise would draw it thirty times."""

from collections.abc import Callable, Sequence

Promise = Callable[[str], None]


def keep(name: str, promises: Sequence[Promise]) -> None:
    """Fails where the card breaks any of them; the failure names, and shows, each that it breaks."""
    broken = []
    for promise in promises:
        try:
            promise(name)
        except Exception as error:  # noqa: BLE001 # Whatever one of them stumbles over, the others are looked at.
            error.add_note(f"That is: {promise.__name__}.")
            broken.append(error)
    if broken:
        raise ExceptionGroup(f"{name}: {'; '.join(error.__notes__[-1] for error in broken)}", broken)
