"""A reply as the inbox keeps it, so that a delivery that comes twice gets the same answer."""

import json
from datetime import date

from bot.messages import plain
from bot.services.request import Kept, Reply


def written(reply: Reply) -> str:
    kept = [
        {
            "kind": one.kind,
            "number": one.number,
            "text": one.text,
            "due_on": one.due_on.isoformat() if one.due_on else None,
        }
        for one in reply.kept
    ]
    shown = plain.as_json(reply.show) if reply.show else None
    said = {"show": shown, "instead": reply.instead, "kept": kept, "wrong": dict(reply.wrong), "owed": reply.owed}
    return json.dumps(said)


def read(written: str) -> Reply:
    """The reply again."""
    found = json.loads(written)
    return Reply(
        show=plain.from_json(found["show"]) if found["show"] else None,
        instead=found["instead"],
        wrong=found["wrong"],
        kept=tuple(_kept(one) for one in found["kept"]),
        owed=found.get("owed", False),
    )


def _kept(found: dict[str, str]) -> Kept:
    due_on = date.fromisoformat(found["due_on"]) if found["due_on"] else None
    return Kept(kind=found["kind"], number=int(found["number"]), text=found["text"], due_on=due_on)  # type: ignore[arg-type] # It was written from a Kept.
