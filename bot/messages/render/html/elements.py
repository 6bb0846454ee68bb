"""Elements of HTML. Whatever is not markup already is cleaned and escaped here, wherever it stands."""

from markupsafe import Markup, escape

from bot.messages.render.clean import cleaned

Inside = str | Markup
Value = str | bool | None

# These have no end and nothing inside.
_EMPTY = frozenset({"input"})


def element(tag: str, /, *inside: Inside, **attributes: Value) -> Markup:
    """An element with what is inside it.

    An attribute that is None or False is left out, and one that is True stands alone. `class_` and `for_` are for
    words that Python keeps for itself; `aria_label` is written aria-label.
    """
    opening = f"<{tag}{''.join(_attribute(*one) for one in attributes.items())}>"
    return _markup(opening if tag in _EMPTY else f"{opening}{''.join(map(escaped, inside))}</{tag}>")


def joined(*pieces: Inside) -> Markup:
    """Pieces one after the other."""
    return _markup("".join(map(escaped, pieces)))


def escaped(words: Inside) -> Markup:
    """The words as they may stand on a page; markup stays as it is."""
    return words if isinstance(words, Markup) else escape(cleaned(words))


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{escaped(value)}"'


def _markup(pieces: str) -> Markup:
    """What was put together from pieces that are escaped: Markup's own joining is many times slower."""
    return Markup(pieces)  # noqa: S704 - see above
