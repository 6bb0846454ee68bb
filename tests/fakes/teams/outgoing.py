"""Why an activity of the bot's is none that Teams would show as it was meant."""

import re
from collections.abc import Iterator
from typing import Any

from tests.fakes.teams import checker
from tests.fakes.teams.core import Core
from tests.fakes.teams.records import Json
from tests.fakes.teams.world import CARD, Person, Place

# The whole request; a card by itself has to be far smaller, so that every route takes it.
MOST_BYTES = 100_000

SAID = ("type", "id", "text", "textFormat", "summary", "attachments", "attachmentLayout", "entities", "value")
ABOUT = ("channelData", "recipient", "replyToId", "from", "conversation", "channelId", "serviceUrl", "locale")
HINTS = ("importance", "inputHint", "deliveryMode", "suggestedActions")
KNOWN = frozenset((*SAID, *ABOUT, *HINTS))
TYPES = ("message", "typing")
FORMATS = ("markdown", "plain", "xml", "extendedmarkdown")
LAYOUTS = ("list", "carousel")
MENTIONED = re.compile(r"<at>.*?</at>")


def problems(core: Core, place: Place, activity: Json, person: Person | None) -> list[str]:
    """All that is wrong with it there; `person`: whom alone it is for."""
    if activity.get("type") not in TYPES:
        return [f"type {activity.get('type')!r} is not one of {TYPES}"]
    if activity["type"] == "typing":
        return []
    reasons = [f"a message has no property {name}" for name in sorted(set(activity) - KNOWN)]
    reasons += _of_form(activity)
    reasons += _of_places(core, place, activity, person)
    for found in activity.get("attachments") or []:
        reasons += _of_attachment(found)
        if isinstance(found, dict) and isinstance(found.get("content"), dict):
            reasons += card_for_people(core, place, found["content"], "message")
    return [*reasons, *_of_mentions(core, place, str(activity.get("text") or ""), list(_entities(activity)))]


def card_for_people(core: Core, place: Place, card: Json, what: checker.What) -> list[str]:
    """What is wrong with a card, and with whom it mentions there."""
    reasons = checker.problems(card, what)
    mentioned = (card.get("msteams") or {}).get("entities") or []
    return [*reasons, *_of_strangers(core, place, [one for one in mentioned if isinstance(one, dict)])]


def _of_form(activity: Json) -> Iterator[str]:
    text, attachments = activity.get("text"), activity.get("attachments")
    if not (isinstance(text, str) and text.strip()) and not attachments:
        yield "it says nothing: no text and no card"
    if attachments and not (text or activity.get("summary")):
        yield "a card without summary or text is announced as “Sent a card”"
    if activity.get("textFormat", "plain") not in FORMATS:
        yield f"textFormat {activity['textFormat']!r} is not one of {FORMATS}"
    if activity.get("attachmentLayout", "list") not in LAYOUTS:
        yield f"attachmentLayout {activity['attachmentLayout']!r} is not one of {LAYOUTS}"
    if attachments and len(attachments) > 1:
        yield "there is more than one card"


def _of_places(core: Core, place: Place, activity: Json, person: Person | None) -> Iterator[str]:
    recipient = activity.get("recipient") or {}
    if person is None and recipient.get("isTargeted"):
        yield "it is marked as targeted, and was posted for everybody"
    sender = activity.get("from")
    if sender and sender.get("id") not in (core.bot.account, core.bot.client_id):
        yield "it says that it is from somebody else"
    replied = activity.get("replyToId")
    if replied and core.find(place, replied) is None:
        yield f"replyToId {replied} is no message of that conversation"
    where = (activity.get("conversation") or {}).get("id", place.id)
    if where.partition(";")[0] != place.id:
        yield "conversation.id is not that of the address"


def _of_attachment(found: Any) -> Iterator[str]:
    if not isinstance(found, dict) or found.get("contentType") != CARD:
        yield "an attachment is not an Adaptive Card"
    elif not isinstance(found.get("content"), dict):
        yield "a card is an object, not text"
    elif set(found) - {"contentType", "content", "name"}:
        yield f"an attachment has no {sorted(set(found) - {'contentType', 'content', 'name'})}"


def _entities(activity: Json) -> Iterator[Json]:
    for one in activity.get("entities") or []:
        if isinstance(one, dict) and one.get("type") == "mention":
            yield one


def _of_mentions(core: Core, place: Place, text: str, entities: list[Json]) -> Iterator[str]:
    """Each `<at>` of a text has its entity, each entity its `<at>`, and all are people who are there."""
    said = {str(one.get("text")) for one in entities}
    for found in MENTIONED.findall(text):
        if found not in said:
            yield f"{found} mentions nobody: there is no entity for it"
    for one in entities:
        if str(one.get("text")) not in text:
            yield f"the mention {one.get('text')!r} does not stand in the text"
    yield from _of_strangers(core, place, entities)


def _of_strangers(core: Core, place: Place, entities: list[Json]) -> Iterator[str]:
    known = {core.bot.account}
    for person in place.members:
        known |= {person.account, person.aad, person.upn}
    for one in entities:
        if (one.get("mentioned") or {}).get("id") not in known:
            yield f"the mention {one.get('text')!r} is of somebody who is not there"
