"""Keeping the bot running: its clock and its page; one turn of the clock by hand; the database's upgrades."""

from typing import TYPE_CHECKING

import click

from bot.cli.answering import on_the_database, refuse, show, within_app
from bot.cli.gathering import a_way_in
from bot.cli.reading import HOME, a_moment

if TYPE_CHECKING:
    from bot.app import App
    from bot.domain.people import Partner
    from bot.services.rounds import TickLine


def add_to(main: click.Group) -> None:
    main.add_command(run)
    main.add_command(tick)
    main.add_command(db)


@click.command()
@click.option("--host", help="The address to listen on. Default: CONVENOR_HOST, or 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port. Default: CONVENOR_PORT, or 8000.")
def run(*, host: str | None, port: int | None) -> None:
    """Run the bot: its clock, its deliveries and its page, until it is stopped with Ctrl-C."""
    from bot import chats, logs
    from bot.app import serve
    from bot.domain import deadlines
    from bot.listening import address_of, listen

    async def work(app: "App") -> None:
        own = app.settings.convenor
        on = own.port if port is None else port
        # Tried first, so that nobody is sent to a page that is not there. Port 0 becomes a free one.
        with listen(host or own.host, on) as free:
            here, on = address_of(free), free.getsockname()[1]
        chats.must_be_whole(app.settings)
        logs.catch_crashes()
        deadlines.get_ready()
        await _announce(app, here)
        await serve(app, host=host or own.host, port=on, here=here)

    within_app(work, patient=False)


async def _announce(app: "App", here: str) -> None:
    """Where the page is, and a way in for each coordinator; with an empty database, how to begin.

    What an earlier start printed and nobody used is over, so that no pile of links lies about.
    """
    from bot import whereabouts
    from bot.services import links
    from bot.storage import tables

    folder = app.settings.convenor.data
    await app.store.run(links.revoke, whereabouts.read(folder).links)
    address = app.settings.public_url if app.settings.convenor.public_url else here
    conveners = await app.store.read(tables.coordinators)
    click.echo(f"Convenor is here: {address}/")
    tokens = [await _way_in(app, address, one) for one in conveners] or [await _way_to_begin(app, address)]
    whereabouts.write(folder, whereabouts.Whereabouts(address=here, links=[links.hash_of(one) for one in tokens]))
    if app.settings.convenor.smtp_url and not app.settings.convenor.public_url:
        click.echo("Links in mails lead to this machine only. Set CONVENOR_PUBLIC_URL, so that others get in.")
    click.echo("Stop it with Ctrl-C.")


async def _way_in(app: "App", address: str, convener: "Partner") -> str:
    token = await a_way_in(app, convener)
    click.echo(f"{convener.person.name}, {convener.partnership.name}: {address}/in/{token}")
    return token


async def _way_to_begin(app: "App", address: str) -> str:
    from bot.app import new_token
    from bot.services import links

    token = new_token()
    await app.store.run(links.make_to_begin, token, now=app.now())
    click.echo(f"No table is begun yet. Begin one here: {address}/begin/{token}")
    return token


@click.command()
@click.option("--at", required=True, metavar="ISO", help="The time to turn the clock to; a bare date is its noon.")
@click.option("--json", "as_json", is_flag=True, help="Print a line for each message that was owed or sent.")
def tick(*, at: str, as_json: bool) -> None:
    """Turn the clock once: every round, then delivery, as if it were that time. It never turns back."""
    from bot.domain.errors import ConvenorError
    from bot.services.rounds import line_as_json

    async def work(app: "App") -> "list[TickLine]":
        from bot.delivery.tick import turn
        from bot.storage import tables
        from config.slack import slack_settings

        zones = await app.store.read(tables.zones)
        moment = a_moment(at, zones[0] if zones else HOME)
        # What goes by Slack is the running bot's, and would be sent elsewhere if its door seemed closed.
        return await turn(app.store, app.delivery, now=moment, alone=slack_settings(app.settings) is None)

    try:
        lines = within_app(work, as_json=as_json)
    except ConvenorError as error:
        refuse(error, as_json=as_json)
    for line in lines:
        if as_json:
            show(line_as_json(line))
        else:
            click.echo(f"{line.at:%Y-%m-%d %H:%M} {line.row.kind} to {line.row.to}: {line.row.state}")


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the database up to this version of Convenor. SQLite upgrades itself when anything is run."""
    from bot.storage.upgrade import upgrade_now

    click.echo(on_the_database(upgrade_now))
