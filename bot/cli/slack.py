"""What Slack is asked for when the app is made there."""

import re
from importlib.resources import files

import click


def add_to(main: click.Group) -> None:
    main.add_command(slack)


@click.group()
def slack() -> None:
    """Set up Slack: docs/slack.md goes through it step by step."""


@slack.command()
@click.option("--url", metavar="ADDRESS", help="Deliveries by HTTP to this address instead of by Socket Mode.")
def manifest(*, url: str | None) -> None:
    """Print the manifest to make the Slack app from."""
    written = files("config").joinpath("slack_manifest.yaml").read_text(encoding="utf-8")
    click.echo(by_http(written, f"{url.rstrip('/')}/slack/events") if url else written, nl=False)


def by_http(written: str, address: str) -> str:
    """The manifest for an address that Slack can reach; the one that is kept is for Socket Mode."""
    written = written.replace("socket_mode_enabled: true", "socket_mode_enabled: false")
    written = re.sub(r"^( +)(should_escape: true)$", rf"\1url: {address}\n\1\2", written, flags=re.MULTILINE)
    return re.sub(
        r"^( +)(bot_events:|is_enabled: true)$", rf"\1request_url: {address}\n\1\2", written, flags=re.MULTILINE
    )
