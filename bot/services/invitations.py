"""Inviting people, one or a pasted list of them: seen before anything is sent, and then each asked once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.domain import invitations
from bot.domain.changes import INVITED
from bot.domain.errors import ConvenorError, EmptyWordsError, InviteeError
from bot.domain.invitations import Invitee, Trouble, Waiting
from bot.domain.people import Partner
from bot.domain.seats import SeatedBy
from bot.domain.writing import LONGEST, tidy
from bot.messages.cards import invitations as cards
from bot.messages.cards import refusals
from bot.services import first_steps, safeguards, tables
from bot.services.request import Kept, Reply, Said
from bot.services.tables import Newcomer
from bot.storage import changes, drafts, people

COMMAND = "table.invite"


def invite(tx: Connection, asker: Partner, said: Said, *, now: datetime) -> Reply:
    """From words, a form, or a list that was looked at: show who would be invited, or invite them."""
    on = said.on or tuple(said.rest.casefold().split())
    waiting = _waiting(tx, asker, replace(said, on=on[1:])) if on[:1] == ("draft",) else None
    match on:
        case ("draft", _, "send" | "change") if waiting is None:
            return Reply(show=cards.gone())
        case ("draft", _, "send") if waiting:
            return _send(tx, asker, waiting, instead=bool(said.on), now=now)
        case ("draft", _, "change") if waiting:
            return Reply(show=cards.form(waiting.text, waiting=waiting))
    if said.values:
        return _from_form(tx, asker, tidy(said.value("lines")), waiting, now=now)
    return _from_words(tx, asker, tidy(said.rest), now=now)


def _waiting(tx: Connection, asker: Partner, said: Said) -> Waiting | None:
    """The list that a button stood under, if it is still the one that the card showed."""
    text = drafts.read(tx, asker, said.row_id, COMMAND)
    found = Waiting(draft=said.row_id, text=text) if text is not None else None
    return found if found and said.seen in (None, found.fingerprint) else None


def _from_words(tx: Connection, asker: Partner, words: str, *, now: datetime) -> Reply:
    """One person who can be read, and whose seat is no guess, is invited at once; several are looked at first."""
    if not words:
        kept = drafts.latest(tx, asker, COMMAND)
        waiting = Waiting(draft=kept[0], text=kept[1]) if kept else None
        return Reply(show=cards.form(waiting.text if waiting else "", waiting=waiting))
    found = _resolved(tx, asker, words)
    if len(found) == 1 and found[0].trouble in (None, Trouble.HERE) and not found[0].guessed:
        return _invite_one(tx, asker, found[0], now=now)
    if len(found) == 1 and found[0].trouble:
        return Reply(show=cards.form(words))
    return _preview(tx, asker, safeguards.fitting(words), now=now)


def _from_form(tx: Connection, asker: Partner, written: str, waiting: Waiting | None, *, now: datetime) -> Reply:
    """The form stays open, as it was filled in, until there is something in it that fits."""
    try:
        if not safeguards.fitting(written):
            raise EmptyWordsError
    except ConvenorError as error:
        return Reply(show=cards.form(written, waiting=waiting), wrong={"lines": refusals.sentence(error)})
    if waiting:
        drafts.take(tx, asker, waiting.draft)
    return _preview(tx, asker, written, now=now)


def _resolved(tx: Connection, asker: Partner, written: str) -> Sequence[Invitee]:
    """Everybody on a list, with who is here already marked, and whom an address sits for where the table knows it."""
    here = {(one.person.email or "").casefold(): one for one in people.everybody(tx, asker.viewer)}
    bound = [(email, one.organisation.name if one.organisation else None) for email, one in here.items()]
    return [_known(one, here, bound) for one in invitations.read(written)]


def _known(one: Invitee, here: Mapping[str, Partner], bound: Sequence[tuple[str, str | None]]) -> Invitee:
    if one.trouble:
        return one
    if one.email in here:
        return replace(one, trouble=Trouble.HERE)
    if one.organisation is None and (body := invitations.organisation_of(one.domain, bound)):
        return replace(one, organisation=body, guessed=True)
    return one


def _preview(tx: Connection, asker: Partner, written: str, *, now: datetime) -> Reply:
    """What is shown is read from what is kept, so that nothing else can be sent than what was seen."""
    found = _resolved(tx, asker, written)
    text = "\n".join(one.again for one in found) or written
    if len(text) > LONGEST:
        # What the form could not hold again is kept as it was pasted.
        text = written
    guessed = {one.email for one in found if one.guessed}
    shown = [replace(one, guessed=one.email in guessed) for one in _resolved(tx, asker, text)]
    waiting = _keep(tx, asker, text, now=now)
    kept = (Kept(kind="draft", number=waiting.draft, text=text),)
    return Reply(show=cards.preview(shown, waiting), kept=kept)


def _keep(tx: Connection, asker: Partner, text: str, *, now: datetime) -> Waiting:
    here = asker.partnership.id
    draft = drafts.keep(tx, asker.person.id, partnership_id=here, command=COMMAND, text=text, now=now)
    return Waiting(draft=draft, text=text)


def _send(tx: Connection, asker: Partner, waiting: Waiting, *, instead: bool, now: datetime) -> Reply:
    """Give a seat to everybody who was shown, once: the list is gone with it, but for what is still to be mended."""
    drafts.take(tx, asker, waiting.draft)
    found = _resolved(tx, asker, waiting.text)
    invited = [_seat(tx, asker, one, now=now)[0] for one in found if not one.trouble]
    mend = [one.written for one in found if one.trouble not in (None, Trouble.HERE, Trouble.TWICE)]
    left = _keep(tx, asker, "\n".join(mend), now=now) if mend else None
    then = first_steps.following(tx, asker, now=now)
    return Reply(show=cards.sent(invited, waiting=left, then=then), instead=instead)


def _invite_one(tx: Connection, asker: Partner, one: Invitee, *, now: datetime) -> Reply:
    partner, new = _seat(tx, asker, one, now=now)
    if not new:
        return Reply(show=cards.here_already(partner))
    return Reply(show=cards.invited(partner, then=first_steps.following(tx, asker, now=now)))


def one(tx: Connection, asker: Partner, written: str, *, now: datetime) -> Partner:
    """The one person on a line, who is given a seat if they have none. Raises InviteeError about that line."""
    found = _resolved(tx, asker, written)
    if len(found) != 1 or found[0].trouble not in (None, Trouble.HERE):
        error = InviteeError(words=written)
        error.field = "line"
        raise error
    return _seat(tx, asker, found[0], now=now)[0]


def _seat(tx: Connection, asker: Partner, one: Invitee, *, now: datetime) -> tuple[Partner, bool]:
    # Of whom the list does not say it, they are asked themselves.
    by = SeatedBy.UNKNOWN if one.organisation is None else SeatedBy.COORDINATOR
    newcomer = Newcomer(name=one.name, email=one.email, organisation=one.organisation or None, seated_by=by)
    partner, new = tables.join(tx, asker.partnership.id, newcomer, today=asker.partnership.local_date(now), now=now)
    if new:
        changes.note(tx, asker, subject="partner", subject_id=partner.id, what=INVITED, now=now)
    return partner, new
