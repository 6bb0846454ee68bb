"""How what is pressed or filled in on a page comes back."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.render.html.elements import Inside, element

BELOW_THE_TITLE, USUAL_LEVEL = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """How what is pressed on a page comes back: the address forms are posted to, and hidden fields they carry.

    `prefix` makes the ids of elements unique where several cards stand on one page. `level` is that of the
    card's headings: each card of a conversation has a heading of its own above them.
    """

    to: str
    hidden: tuple[tuple[str, str], ...] = ()
    prefix: str = ""
    level: int = USUAL_LEVEL

    def id(self, *names: str | int) -> str:
        """An id that nothing else on the page has."""
        return f"{self.prefix}{'-'.join(map(str, names))}"

    def form(self, *inside: Inside, class_: str) -> Markup:
        """A form that is posted back, with what it has to carry."""
        hidden = (hidden_field(name, value) for name, value in self.hidden)
        return element("form", *hidden, *inside, class_=class_, method="post", action=self.to)


def heading(words: str, wire: Wire | None, *, class_: str | None = None) -> Markup:
    """A heading of a card."""
    level = wire.level if wire else USUAL_LEVEL
    return element(f"h{level}", words, class_=class_, dir="auto")


def hidden_field(name: str, value: str) -> Markup:
    return element("input", type="hidden", name=name, value=value)
