"""The cast for what partners say: one table with two organisations and a resident, and another table beside it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.domain.people import Identity, Partner, Role
from bot.domain.seats import SeatedBy
from bot.messages.parts import Actions, Button, Card, Form, Items
from bot.messages.render.text import text as drawn
from bot.services.request import Reply, Said
from bot.storage import routes, tables
from bot.storage.tables import Membership, NewTable

# A Tuesday, at ten in the morning in London.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Priya and Sam sit for different organisations, Jo beside Sam, Rita in her own right; Oscar sits elsewhere."""

    priya: Partner
    sam: Partner
    jo: Partner
    rita: Partner
    oscar: Partner


def begin(tx: Connection, slug: str, name: str) -> int:
    table = NewTable(slug=slug, name=name, zone="Europe/London", country="GB-ENG")
    partnership_id = tables.add_table(tx, table, now=NOW)
    assert partnership_id is not None
    return partnership_id


def seat(
    tx: Connection, table: int, name: str, organisation: str | None = None, *, role: Role = Role.PARTNER
) -> Partner:
    """Somebody at a table, for an organisation or in their own right."""
    email = f"{name.split(maxsplit=1)[0].casefold()}@a.example"
    person = tables.person_id(tx, name=name, email=email, now=NOW)
    routes.add_route(tx, person, "web")
    if organisation:
        body = tables.organisation_id(tx, organisation, now=NOW)
        seat_id = tables.organisation_seat(tx, partnership_id=table, organisation_id=body, now=NOW)
    else:
        seat_id = tables.chair(tx, partnership_id=table, now=NOW)
    by = SeatedBy.COORDINATOR
    place = Membership(
        partnership_id=table, person_id=person, seat_id=seat_id, role=role, joined_on=TODAY, seated_by=by
    )
    return tables.seat_somebody(tx, place)


def the_cast(tx: Connection) -> Cast:
    home, away = begin(tx, "home", "Home from hospital"), begin(tx, "away", "Away from harm")
    return Cast(
        priya=seat(tx, home, "Priya Shah", "Riverside", role=Role.COORDINATOR),
        sam=seat(tx, home, "Sam Okoye", "Ward 9 Trust"),
        jo=seat(tx, home, "Jo Lewis", "Ward 9 Trust"),
        rita=seat(tx, home, "Rita Ahmed"),
        oscar=seat(tx, away, "Oscar Bell", "Ward 9 Trust", role=Role.COORDINATOR),
    )


def words(text: str, *people: Identity) -> Said:
    """Something typed after its command."""
    return Said(rest=text, people=people)


def press(reply: Reply, label: str, **values: str) -> Said:
    """Pressing the button of that name on a card; with values, submitting the form that it opened."""
    act = button(reply, label).act
    return Said(on=act.on, seen=act.seen, picked=act.picked, values=values)


def submit(reply: Reply, **values: str) -> Said:
    """Submitting a form as it came, with some fields filled in anew."""
    assert isinstance(reply.show, Form)
    return Said(on=reply.show.act.on, seen=reply.show.act.seen, values={**fields(reply), **values})


def fields(reply: Reply) -> dict[str, str]:
    """What stands in each field of a form."""
    assert isinstance(reply.show, Form)
    return {field.name: str(field.value) for field in reply.show.fields}


def button(reply: Reply, label: str) -> Button:
    [found] = [one for one in buttons(reply) if one.label == label]
    return found


def buttons(reply: Reply) -> list[Button]:
    """Every button of a card, also those beside the entries of its lists."""
    found: list[Button] = []
    for part in reply.show.parts if isinstance(reply.show, Card) else ():
        if isinstance(part, Actions):
            found += [one for one in part.of if isinstance(one, Button)]
        if isinstance(part, Items):
            found += [one for item in part.items for one in item.buttons]
    return found


def labels(reply: Reply) -> list[str]:
    return [one.label for one in buttons(reply)]


def text(reply: Reply) -> str:
    """Everything a card says, as the terminal shows it."""
    assert reply.show is not None
    return " ".join(drawn(reply.show, width=100_000).split())
