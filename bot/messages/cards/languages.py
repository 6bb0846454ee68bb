"""In which language somebody is spoken to, and that a language nobody has read through yet says so."""

from collections.abc import Sequence

from bot.domain.acts import Act
from bot.domain.people import Person
from bot.messages.language import called, one_of_ours, spoken_now
from bot.messages.language import languages as ours
from bot.messages.parts import Actions, Button, Card, Para
from bot.messages.words import _, is_draft, listed


def chosen(code: str) -> Card:
    """What somebody is told who chose a language, in that language."""
    said = _("I speak {language} with you from now on, wherever you talk to me.").format(language=called(code))
    return _card(said, *draft())


def languages() -> Card:
    """Which there are, and which one is spoken now."""
    now, names = called(one_of_ours(spoken_now()) or ""), listed([called(code) for code in ours()])
    said = _("I speak {names}. With you I speak {language}. Which shall it be?").format(names=names, language=now)
    return _card(said, *draft())


def draft() -> Sequence[str]:
    """What is said once to whoever chooses a language, and on help: nothing where a speaker has read it."""
    note = _("What I say in this language is a draft until somebody who speaks it well has read it.")
    return [note] if is_draft() else []


def known(person: Person) -> str:
    """What is kept of it, beside what else is held on somebody."""
    if person.language is None:
        return _("not known")
    by = _("as you chose") if person.language_chosen_at else _("as your chat or browser says")
    return _("{language}, {why}").format(language=called(person.language), why=by)


def _card(said: str, *notes: str) -> Card:
    paras = (Para(text=(said,)), *(Para(text=(note,), quiet=True) for note in notes))
    return Card(text=" ".join((said, *notes)), parts=(*paras, Actions(of=ways())))


def ways() -> tuple[Button, ...]:
    """A button for each language that is not spoken now, in its own words."""
    return tuple(_way(code) for code in ours() if code != one_of_ours(spoken_now()))


def _way(code: str) -> Button:
    return Button(label=called(code), act=Act(name="language.set", on=(code,)), words=f"/table language {called(code)}")
