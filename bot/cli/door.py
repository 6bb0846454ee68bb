"""The terminal's door: words in, a card out."""

from datetime import datetime
from typing import TYPE_CHECKING

import click
from sqlalchemy import Connection

from bot.cli.answering import REFUSED, show, within_app
from bot.cli.reading import a_moment, sat_at_closed, the_person, the_table

if TYPE_CHECKING:
    from bot.app import App
    from bot.domain.people import Partner
    from bot.services.request import Reply


def add_to(main: click.Group) -> None:
    main.add_command(say)


@click.command()
@click.option("--as", "who", required=True, metavar="WHO", help="An e-mail address, or a name unique at the table.")
@click.option("--table", "table_name", metavar="SLUG", help="Which table, where they sit at several.")
@click.option("--at", metavar="ISO", help="When it is said; a bare date is its noon.")
@click.option(
    "--once", metavar="KEY", help="Done once per KEY, however often it is sent; a repeat gets the same answer."
)
@click.option("--json", "as_json", is_flag=True, help="Print text, card, kept and wrong.")
@click.argument("words")
@click.pass_context
def say(
    ctx: click.Context, *, who: str, table_name: str | None, at: str | None, once: str | None, as_json: bool, words: str
) -> None:
    """Say something to the bot as WHO, just as in a chat: "/commit send the data by Friday", "help"."""

    async def work(app: "App") -> "tuple[Reply, list[str]]":
        from bot.domain import deadlines
        from bot.domain.people import Identity, Place
        from bot.handlers.front import serve
        from bot.services.request import Request, Words

        deadlines.get_ready()
        speaker, slug, now = await app.store.run(_speaker, who, table_name, at, now=app.now())
        waiting = await app.store.run(_waiting, speaker, now=now)
        request = Request(
            key=f"terminal:{speaker.person.id}:{once}" if once else "",
            said_at=now,
            who=Identity(platform="terminal", tenant="local", user=str(speaker.person.id)),
            place=Place(platform="terminal", tenant="local", conversation=slug, private=True),
            said=Words(text=words),
            door="line",
        )
        return await serve(app.store, request, now=now), waiting

    reply, waiting = within_app(work, as_json=as_json, words=words)
    for message in waiting:
        click.echo(f"{message}\n", err=as_json)
    _print(reply, as_json=as_json)
    if reply.wrong:
        ctx.exit(REFUSED)


def _speaker(
    tx: Connection, who: str, table_name: str | None, at: str | None, *, now: datetime
) -> "tuple[Partner, str, datetime]":
    """Who speaks, at which table (empty: the only one), and when; the terminal is noted as a way they are known."""
    from bot.storage import routes, tables

    closed = sat_at_closed(tx, who, table_name)
    slug = closed.partnership.slug if closed else the_table(tx, table_name)[1] if table_name else ""
    partner = closed or the_person(tx, who, table_name)
    moment = a_moment(at, partner.partnership.zone) if at else now
    person_id = partner.person.id
    tables.add_identity(tx, person_id, platform="terminal", tenant="local", user=str(person_id), now=now)
    if routes.route_of(tx, person_id) is None:
        routes.add_route(tx, person_id, "terminal")
    return partner, slug, moment


def _waiting(tx: Connection, speaker: "Partner", *, now: datetime) -> list[str]:
    """Messages that were left for somebody who can only be reached when they come back to the terminal."""
    from bot.messages import plain
    from bot.messages.render.text import text
    from bot.storage import posts

    return [text(plain.read(card)) for card in posts.take_unseen(tx, speaker.person.id, route="terminal", now=now)]


def _print(reply: "Reply", *, as_json: bool) -> None:
    from bot.messages import plain
    from bot.messages.render.text import text

    said = text(reply.show) if reply.show else ""
    if not as_json:
        click.echo(said)
        return
    kept = [
        {
            "kind": one.kind,
            "number": one.number,
            "text": one.text,
            "due_on": one.due_on.isoformat() if one.due_on else None,
        }
        for one in reply.kept
    ]
    card = plain.as_json(reply.show) if reply.show else None
    show({"text": said, "card": card, "kept": kept, "wrong": dict(reply.wrong)})
