"""Thanks from one partner to another: read in their own note, and by the table unless it is between the two of them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.errors import ConvenorError, UnknownPersonError
from bot.domain.people import Partner, Viewer
from bot.domain.writing import one_line
from bot.messages.cards import thanks as cards
from bot.messages.happened import Happened, Section
from bot.messages.parts import Form
from bot.services import copies, free_words, identity, safeguards
from bot.services.free_words import Asking, Given, Values
from bot.services.leads import by_id
from bot.services.request import Reply, Said
from bot.services.safeguards import Command
from bot.services.told import not_yet
from bot.storage import commitments, people
from bot.storage import thanks as storage
from bot.storage.thanks import Thanks

GIVE = Command(act="thanks.give", typed="/table thanks", has_form=True)
# As one says it in Welsh as well: "diolch i @Sam am y rhestr".
_FOR = re.compile(r"^(?:for|am)(?:\s+|$)", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[\s,.;:(–-]+(?:(?:just|only|strictly)\s+between\s+(?:us|you\s+and\s+me|the\s+two\s+of\s+us)|dim\s+ond\s+rhyngom\s+ni)"
    r"[).\s]*$",
    re.IGNORECASE,
)
_TO = re.compile(r"^i\s+(?=@)", re.IGNORECASE)


def give(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """`/table thanks @Sam for the void list`; said bare, ask with the form."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    heard = meant.said
    if not (heard.rest or heard.people or heard.values):
        return Reply(show=_form(tx, asker, _about(tx, asker, heard)))
    try:
        to, words = _whom_and_what(tx, asker, heard)
    except ConvenorError as error:
        if not said.values:
            raise
        error.field = "person"
        return not_yet(_form(tx, asker, {name: said.value(name) for name in ("person", "words")}), error)
    if to.id == asker.id:
        return Reply(show=cards.to_yourself())

    def form(values: Values, asking: str | None) -> Form:
        return _form(tx, asker, {**values, "person": str(to.id)}, asking=asking)

    spoken = replace(meant, said=replace(heard, rest=words, on=()))
    line = f'@"{to.person.email or to.person.name}" for {words}'
    given = free_words.given(tx, asker, spoken, Asking(command=GIVE, form=form), line=line, now=now)
    return given if isinstance(given, Reply) else _keep(tx, asker, to, given, now=now)


def _form(tx: Connection, asker: Partner, given: Values, *, asking: str | None = None) -> Form:
    others = [(one.id, one.person.name) for one in people.everybody(tx, asker.viewer) if one.id != asker.id]
    return cards.form(given, others, asking=asking)


def _about(tx: Connection, asker: Partner, said: Said) -> Values:
    """Whom to thank for what, where it stands beside a commitment that the asker may see."""
    one = commitments.numbered(tx, asker.viewer, said.row_id) if said.on else None
    return {"person": str(one.partner_id), "words": one.text} if one else {}


def _whom_and_what(tx: Connection, asker: Partner, said: Said) -> tuple[Partner, str]:
    if said.values:
        return by_id(tx, asker, said.value("person")), ""
    found, rest = identity.mentioned(tx, asker, replace(said, rest=_TO.sub("", one_line(said.rest))), bare=True)
    if len(found) != 1:
        raise UnknownPersonError(words=said.rest, names=tuple(one.person.name for one in found))
    return found[0], _FOR.sub("", rest)


def _keep(tx: Connection, asker: Partner, to: Partner, given: Given, *, now: datetime) -> Reply:
    """Said twice on one day it is kept once; where the words end so, just between the two of them."""
    text = _BETWEEN.sub("", one_line(given.words))
    today = asker.local_date(now)
    said = storage.of_author(tx, asker)
    twin = [one for one in said if one.to_id == to.id and one.text == text and asker.local_date(one.at) == today]
    if not twin:
        storage.add(tx, asker, to, text, now=now)
    one = twin[-1] if twin else storage.of_author(tx, asker)[-1]
    if text != one_line(given.words):
        storage.keep_between(tx, asker, one.id)
        return Reply(show=cards.between_us(one))
    colleagues = asker.organisation is not None and asker.organisation == to.organisation
    return Reply(show=cards.given(one, colleagues=colleagues, careful=given.careful))


def between(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Just between us: the table reads it no more."""
    one = _mine(tx, asker, said)
    if one is None:
        return Reply(show=cards.nothing())
    storage.keep_between(tx, asker, one.id)
    return Reply(show=cards.between_us(one), instead=bool(said.on))


def withdraw(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Taken back everywhere by whoever said it."""
    one = _mine(tx, asker, said)
    if one is None:
        return Reply(show=cards.nothing())
    copies.take_out(tx, asker, one.text)
    storage.withdraw(tx, asker, one.id)
    return Reply(show=cards.withdrawn(), instead=bool(said.on))


def _mine(tx: Connection, asker: Partner, said: Said) -> Thanks | None:
    """Those whose button was pressed; in words, the last."""
    mine = storage.of_author(tx, asker)
    return next((one for one in reversed(mine) if not said.on or one.id == said.row_id), None)


def happened(tx: Connection, viewer: Viewer, *, since: datetime, until: datetime) -> Sequence[Happened]:
    """What the table may read of it."""
    found = storage.for_table(tx, viewer, since=since, until=until)
    return [Happened(section=Section.MOVED, said=cards.at_the_table(one), at=one.at) for one in found]
