"""What each organisation takes with it from a table: what its people said they would do, and what all learned.

It is read as somebody of that organisation who was nobody in particular would see it: no reflection that was kept
private, and nothing that another organisation kept to itself.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot.domain.people import Partner, Partnership, Role, Viewer
from bot.services.tables import slug_of
from bot.storage import exports, perspectives, reflections, tables
from bot.storage.exports import Body

COLUMNS = ("number", "name", "text", "due_on", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One organisation's: `name` is what its files are called."""

    name: str
    found: dict[str, Any]

    @property
    def lines(self) -> Sequence[Sequence[str]]:
        """What its people said they would do, as a sheet with its headings."""
        return [COLUMNS, *([str(one[name] or "") for name in COLUMNS] for one in self.found["commitments"])]

    @property
    def text(self) -> str:
        """The same to read."""
        found = self.found
        return "\n".join(
            (
                f"{found['table']}: {found['organisation']}",
                *([found["ambition"]] if found["ambition"] else []),
                "",
                f"Who sat here: {', '.join(found['people'])}",
                *_part("What you said you would do", (_line(one) for one in found["commitments"])),
                *_part("How it looks from each seat", (f"{one['who']}: {one['text']}" for one in found["views"])),
                *_part("What was learned and shared", (one["text"] for one in found["learned"])),
                "",
            )
        )


def _part(heading: str, lines: Any) -> list[str]:  # noqa: ANN401 - any lines
    return ["", heading, *(f"- {line}" for line in lines)]


def _line(one: dict[str, Any]) -> str:
    due = f", {one['due_on']}" if one["due_on"] else ""
    return f"{one['name']}: {one['text']}{due} ({one['state']})"


def of_table(tx: Connection, partnership_id: int) -> Sequence[Export]:
    """One for each organisation that has or had a seat."""
    here = tables.partnership_by_id(tx, partnership_id)
    return [
        Export(name=f"{slug_of(body.name)}-{body.id}", found=_of(tx, here, body))
        for body in exports.bodies(tx, partnership_id)
    ]


def of_organisation(tx: Connection, asker: Partner) -> Export | None:
    """The one of the organisation that somebody sits for; None for somebody in their own right."""
    here, body_id = asker.partnership, asker.organisation.id if asker.organisation else None
    body = next((one for one in exports.bodies(tx, here.id) if one.organisation == body_id), None)
    return Export(name=f"{slug_of(body.name)}-{body.id}", found=_of(tx, here, body)) if body else None


def _of(tx: Connection, here: Partnership, body: Body) -> dict[str, Any]:
    viewer = Viewer(partnership_id=here.id, partner_id=None, organisation_id=body.organisation, role=Role.PARTNER)
    learned = reflections.shared_with(tx, viewer, start=date.min, end=date.max)
    commitments = [asdict(one) for one in exports.said(tx, viewer, body.id)]
    return {
        "table": here.name,
        "ambition": here.ambition,
        "organisation": body.name,
        "people": list(exports.people(tx, viewer, body.id)),
        "commitments": [one | {"due_on": one["due_on"].isoformat() if one["due_on"] else None} for one in commitments],
        "views": [
            {"who": one.organisation or one.author, "text": one.text} for one in perspectives.standing(tx, viewer)
        ],
        "learned": [{"text": one.text} for one in learned],
    }
