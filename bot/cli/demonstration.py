"""The demo: an invented table, for whoever wants to see before they begin one of their own."""

import click


def add_to(main: click.Group) -> None:
    main.add_command(demo)


@click.command()
@click.option("--host", default="127.0.0.1", help="The address to listen on. Default: 127.0.0.1, this machine only.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port. Default: CONVENOR_PORT, or 8000.")
def demo(*, host: str, port: int | None) -> None:
    """Show an invented table, half a year old, whose clock can be moved. It touches nothing that is real."""
    import asyncio

    from bot import logs
    from bot.cli.answering import trouble
    from bot.demo.serving import show
    from bot.storage.errors import StoreError
    from config.settings import SettingsError, read_settings

    logs.set_up()
    try:
        settings = read_settings()
        on = settings.convenor.port if port is None else port
        asyncio.run(show(settings, host=host, port=on, say=click.echo))
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    except StoreError as error:
        raise click.ClickException(trouble(error)) from error
    except OSError as error:
        raise click.ClickException(f"The demo can't keep its files in CONVENOR_DATA: {error.strerror}.") from error
