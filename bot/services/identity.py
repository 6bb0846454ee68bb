"""Who is speaking, and of whom."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection

from bot.domain.errors import ClosedDoorError, EmptyWordsError, NoTableError, UnknownPersonError
from bot.domain.people import Identity, Partner, Viewer
from bot.services.request import Said
from bot.storage import people

# Within an e-mail address "@" calls nobody.
_CALLS = re.compile(r"(?<!\w)@")
_QUOTED = re.compile(r"@[\"“]([^\"”]{1,200})[\"”]")


def tables_of(tx: Connection, who: Identity) -> Sequence[Partner]:
    """The person's place at each open table they sit at.

    Raises NoTableError if they are at none, ClosedDoorError if they have left every one they were at.
    """
    return present_in(people.known_as(tx, who))


def present_in(known: Sequence[Partner]) -> Sequence[Partner]:
    """Those of a person's places that they have not left; raises as `tables_of` does."""
    present = [partner for partner in known if partner.left_on is None]
    if known and not present:
        raise ClosedDoorError(table=known[-1].partnership.name)
    if not known:
        raise NoTableError
    return present


def _names_of(partner: Partner) -> tuple[str, ...]:
    """What a partner can be called, longest first; a first name works where it is the only one."""
    names = {partner.person.name, partner.person.first_name, partner.person.email or partner.person.name}
    return tuple(sorted(names, key=len, reverse=True))


def _begins(words: str, name: str) -> bool:
    rest = words[len(name) :]
    return words[: len(name)].casefold() == name.casefold() and not rest[:1].isalnum()


def _at_the_start(words: str, everybody: Sequence[Partner]) -> tuple[Partner, int]:
    """The partner whose name the words begin with, and the length of it.

    Raises UnknownPersonError with the names to choose from.
    """
    found = [(len(name), partner) for partner in everybody for name in _names_of(partner) if _begins(words, name)]
    longest = max((length for length, _ in found), default=0)
    those = {partner.id: partner for length, partner in found if length == longest}
    if len(those) != 1:
        choices = those.values() or everybody
        raise UnknownPersonError(words=words, names=tuple(sorted(one.person.name for one in choices))[:8])
    return next(iter(those.values())), longest


def mentioned(tx: Connection, asker: Partner, said: Said, *, bare: bool = False) -> tuple[list[Partner], str]:
    """The partners of this table that the words name, and the words without them.

    Chat platforms bring identities; in the browser and the terminal people are written "@Sam Okoye" or by their e-mail
    address, or, where `bare`, as the first words. Raises UnknownPersonError for anybody who is not at this table.
    """
    everybody = people.everybody(tx, asker.viewer)
    found = [_by_identity(tx, asker, who) for who in said.people]
    words = _QUOTED.sub(r"@\1", said.rest)
    while call := _CALLS.search(words):
        partner, length = _at_the_start(words[call.end() :], everybody)
        found.append(partner)
        words = words[: call.start()] + words[call.end() + length :]
    if bare and not found:
        partner, length = _at_the_start(words, everybody)
        found, words = [partner], words[length:]
    return found, " ".join(words.split())


def named(tx: Connection, asker: Partner, said: Said, *, example: str) -> tuple[Partner, str]:
    """The one whom the words name, and the rest of them.

    Raises EmptyWordsError, with the example of what can be said, and UnknownPersonError for nobody or several.
    """
    if not said.rest and not said.people:
        raise EmptyWordsError(command=example)
    those, rest = mentioned(tx, asker, said, bare=True)
    if len(those) != 1:
        raise UnknownPersonError(words=said.rest, names=tuple(one.person.name for one in those))
    return those[0], rest


def pressed(tx: Connection, asker: Partner, said: Said) -> Partner:
    """The one beside whom a button stood, who is still at the table. Raises UnknownPersonError."""
    found = people.partner_by_id(tx, partnership_id=asker.partnership.id, partner_id=said.row_id)
    if found is None or found.left_on:
        raise UnknownPersonError(words="")
    return found


def _by_identity(tx: Connection, asker: Partner, who: Identity) -> Partner:
    """Whoever is called from a conversation that several tenants share may be of another than the one that heard it."""
    for partner in people.known_as(tx, who):
        if partner.partnership.id == asker.partnership.id and partner.left_on is None:
            return partner
    of_others = people.here_by_user(tx, asker.partnership.id, platform=who.platform, user=who.user)
    if len(of_others) != 1:
        raise UnknownPersonError(words=who.user, names=())
    return of_others[0]


def operator_of(partnership_id: int) -> Viewer:
    """The viewer that whoever runs the machine is: made by the command line only."""
    return Viewer(partnership_id=partnership_id, partner_id=None, organisation_id=None, role="operator")
