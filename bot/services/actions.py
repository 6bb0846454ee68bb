"""What was minuted at a meeting: pasted, seen line by line, and only then asked of each owner."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2s

from sqlalchemy import Connection

from bot.domain import actions
from bot.domain.actions import MOST_LINES, Line
from bot.domain.errors import ConvenorError, TooManyLinesError
from bot.domain.invitations import Waiting
from bot.domain.people import Partner
from bot.domain.writing import one_line
from bot.messages.cards import actions as cards
from bot.messages.parts import Form
from bot.services import asks, free_words, safeguards
from bot.services.free_words import Asking, Values
from bot.services.request import Kept, Reply, Said
from bot.services.safeguards import Command
from bot.services.told import not_yet
from bot.storage import attendance, drafts, people
from bot.storage import meetings as meeting_storage

PASTE = Command(act="meeting.actions", typed="/table actions", has_form=True)
# What waits to be asked is a draft of another purpose than one with details in it.
KEPT_AS = "meeting.ask"


def paste(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Read pasted actions, and show whom each would go to; nothing is asked yet."""
    meant = safeguards.resumed(tx, asker, said)
    if isinstance(meant, Reply):
        return meant
    if said.on and meant.said is said and not said.values:
        return _change(tx, asker, said)

    def form(values: Values, asking: str | None) -> Form:
        return cards.form(values["words"], asking=asking)

    given = free_words.given(tx, asker, meant, Asking(command=PASTE, form=form), now=now)
    if isinstance(given, Reply):
        return given
    if len(actions.lines_of(given.words)) > MOST_LINES:
        error = TooManyLinesError(words=given.words, limit=MOST_LINES)
        if not said.values:
            raise error
        return not_yet(form(given.values, None), error)
    return _preview(tx, asker, given.words, careful=given.careful, now=now)


def _change(tx: Connection, asker: Partner, said: Said) -> Reply:
    """The form with what was pasted before, to be mended."""
    waiting = _waiting(tx, asker, said)
    return Reply(show=cards.form(waiting.text) if waiting else cards.gone())


def _waiting(tx: Connection, asker: Partner, said: Said) -> Waiting | None:
    """The lines that a button stood under, if they are still those that the card showed."""
    text = drafts.read(tx, asker, said.row_id, KEPT_AS)
    found = Waiting(draft=said.row_id, text=text) if text is not None else None
    return found if found and said.seen in (None, found.fingerprint) else None


def _preview(tx: Connection, asker: Partner, text: str, *, careful: bool, now: datetime) -> Reply:
    """What is asked afterwards is read from what is kept here, so that nothing else is than what was seen."""
    drafts.take_latest(tx, asker, KEPT_AS)
    waiting = _keep(tx, asker, text, now=now)
    shown = cards.Preview(lines=_read(tx, asker, text), asker=asker.id, waiting=waiting, careful=careful)
    return Reply(show=cards.preview(shown), kept=(Kept(kind="draft", number=waiting.draft, text=text),))


def _read(tx: Connection, asker: Partner, text: str) -> Sequence[cards.Shown]:
    everybody = people.everybody(tx, asker.viewer)
    by_id = {one.id: one for one in everybody}
    known = actions.names((one.id, _called(one)) for one in everybody)
    return [_shown(line, by_id) for line in actions.read(text, known)]


def _called(one: Partner) -> Sequence[str]:
    body = one.organisation.name if one.organisation else ""
    return one.person.name, one.person.first_name, one.person.email or "", body


def _shown(line: Line, by_id: Mapping[int, Partner]) -> cards.Shown:
    owners = tuple(by_id[number] for number in line.owners)
    listens = len(owners) == 1 and owners[0].role.looks_on
    return cards.Shown(line=line, owners=owners, listens=listens)


def pick(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """One of several who go by the same name is meant: the line says so from then on."""
    waiting = _waiting(tx, asker, said)
    place, chosen = _picked(said)
    if waiting is None:
        return Reply(show=cards.gone())
    lines = list(actions.lines_of(waiting.text))
    shown = _read(tx, asker, waiting.text)
    owner = next((one for one in shown[place].owners if one.id == chosen), None) if place < len(shown) else None
    if owner is None:
        return Reply(show=cards.gone())
    lines[place] = f'@"{owner.person.email or owner.person.name}": {shown[place].line.words}'
    return _preview(tx, asker, "\n".join(lines), careful=False, now=now)


def _picked(said: Said) -> tuple[int, int]:
    """Which line, and which partner; numbers that none has for anything else that came in from outside."""
    numbers = [int(one) if one.isdecimal() and one.isascii() else -1 for one in said.on[1:]]
    match numbers:
        case [place, chosen] if place >= 0:
            return place, chosen
        case _:
            return MOST_LINES, -1


def ask(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """Ask each owner, once; one's own lines are one's own to keep. What could not be read waits to be mended."""
    waiting = _waiting(tx, asker, said) if said.on else _latest(tx, asker)
    if waiting is None:
        return Reply(show=cards.gone())
    shown = _read(tx, asker, waiting.text)
    ready = [one for one in shown if one.is_ready]
    if not ready:
        return Reply(show=cards.preview(cards.Preview(lines=shown, asker=asker.id, waiting=waiting)))
    drafts.take(tx, asker, waiting.draft)
    last = meeting_storage.last_one(tx, asker.viewer, now)
    done: list[cards.Asked] = []
    left = [one.line.written for one in shown if not one.is_ready]
    for one in ready:
        words = one_line(one.line.words)
        proof = blake2s(f"{one.owners[0].id} {words}".encode(), digest_size=12).hexdigest()
        source = attendance.source_of(last, proof) if last else f"minutes:{waiting.draft}:{proof}"
        try:
            found = asks.minuted(tx, asker, one.owners[0], words, source=source, now=now)
        except ConvenorError as error:
            left.append(one.line.written)
            done.append(cards.Asked(owner=one.owners[0].person.name, trouble=error))
        else:
            mine = one.owners[0].id == asker.id
            done.append(cards.Asked(owner=one.owners[0].person.name, commitment=found, mine=mine))
    mend = _keep(tx, asker, "\n".join(left), now=now) if left else None
    return Reply(show=cards.asked(done, today=asker.local_date(now), waiting=mend), instead=bool(said.on))


def _keep(tx: Connection, asker: Partner, text: str, *, now: datetime) -> Waiting:
    here = asker.partnership.id
    draft = drafts.keep(tx, asker.person.id, partnership_id=here, command=KEPT_AS, text=text, now=now)
    return Waiting(draft=draft, text=text)


def _latest(tx: Connection, asker: Partner) -> Waiting | None:
    """What was pasted last, for whoever types what the button says."""
    found = drafts.latest(tx, asker, KEPT_AS)
    return Waiting(draft=found[0], text=found[1]) if found else None
