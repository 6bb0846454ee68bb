"""A reply as the inbox keeps it, so that a delivery that comes twice gets the same answer."""

import json
from dataclasses import asdict
from datetime import date

from bot.messages import plain
from bot.services.request import Kept, LinkFor, Reply


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
    link = asdict(reply.link) if reply.link else None
    said = {"show": shown, "instead": reply.instead, "kept": kept, "wrong": dict(reply.wrong)}
    return json.dumps({**said, "link": link, "owed": reply.owed})


def read(written: str) -> Reply:
    """The reply again."""
    found = json.loads(written)
    return Reply(
        show=plain.from_json(found["show"]) if found["show"] else None,
        instead=found["instead"],
        wrong=found["wrong"],
        kept=tuple(_kept(one) for one in found["kept"]),
        # A reply that was kept before there were any has none.
        link=LinkFor(**found["link"]) if found.get("link") else None,
        owed=found.get("owed", False),
    )


def _kept(found: dict[str, str]) -> Kept:
    due_on = date.fromisoformat(found["due_on"]) if found["due_on"] else None
    return Kept(kind=found["kind"], number=int(found["number"]), text=found["text"], due_on=due_on)  # type: ignore[arg-type] # It was written from a Kept.
