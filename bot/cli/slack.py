"""What Slack is asked for when the app is made there."""

import re

import click


def add_to(main: click.Group) -> None:
    main.add_command(slack)


@click.group()
def slack() -> None:
    """Set up Slack: docs/slack.md goes through it step by step."""


@slack.command()
@click.option("--url", metavar="ADDRESS", help="Deliveries by HTTP to this address instead of by Socket Mode.")
@click.option("--many", is_flag=True, help="Many workspaces may install it, and whole organisations; needs --url.")
def manifest(*, url: str | None, many: bool) -> None:
    """Print the manifest to make the Slack app from."""
    if many and not url:
        raise click.UsageError("--many needs --url: whoever installs the app comes back there.")
    from config.slack import manifest as as_written

    written = as_written()
    if url:
        written = by_http(written, f"{url.rstrip('/')}/slack/events")
    click.echo(for_many(written, f"{url.rstrip('/')}/slack/oauth_redirect") if url and many else written, nl=False)


def for_many(written: str, back: str) -> str:
    """The manifest of an app that workspaces install themselves, coming back from Slack's page to an address."""
    written = written.replace("org_deploy_enabled: false", "org_deploy_enabled: true")
    return written.replace("oauth_config:\n", f"oauth_config:\n  redirect_urls:\n    - {back}\n")


def by_http(written: str, address: str) -> str:
    """The manifest for an address that Slack can reach; the one that is kept is for Socket Mode."""
    written = written.replace("socket_mode_enabled: true", "socket_mode_enabled: false")
    written = re.sub(r"^( +)(should_escape: true)$", rf"\1url: {address}\n\1\2", written, flags=re.MULTILINE)
    return re.sub(
        r"^( +)(bot_events:|is_enabled: true)$", rf"\1request_url: {address}\n\1\2", written, flags=re.MULTILINE
    )
