"""The app itself: its tokens, its installations, and its Socket Mode connections."""

from tests.fakes.slack.api.method import Caller, RefusedError, method
from tests.fakes.slack.directory import LIFE_OF_A_TOKEN
from tests.fakes.slack.records import Json
from tests.fakes.slack.world import Installation


@method("api.test", optional="error foo", token="none")
def api_test(caller: Caller) -> Json:
    """Whether Slack answers."""
    if caller.text("error"):
        raise RefusedError(caller.text("error"))
    return {"args": caller.args}


@method("auth.test")
def auth_test(caller: Caller) -> Json:
    """Whose token it is."""
    workspace = caller.core.directory.workspaces[caller.team_id]
    bot = caller.core.directory.bot_of(caller.team_id)
    found: Json = {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": bot.name.lower(),
        "team_id": workspace.team_id,
        "user_id": bot.id,
        "bot_id": caller.installation.bot_id,
        "is_enterprise_install": caller.installation.is_enterprise_install,
    }
    return found | ({"enterprise_id": workspace.enterprise_id} if workspace.enterprise_id else {})


@method("auth.revoke", optional="test")
def auth_revoke(caller: Caller) -> Json:
    """The token is no good any more."""
    if str(caller.args.get("test", "")).lower() in ("1", "true"):
        return {"revoked": False}
    caller.installation.revoked = "token_revoked"
    return {"revoked": True}


@method("apps.uninstall", required="client_id client_secret")
def uninstall(caller: Caller) -> Json:
    """The app leaves the workspace, by its own doing."""
    _is_the_app(caller)
    caller.installation.revoked = "account_inactive"
    return {}


@method(
    "oauth.v2.access",
    required="client_id client_secret",
    optional="code redirect_uri grant_type refresh_token",
    token="none",
)
def oauth_access(caller: Caller) -> Json:
    """An installation for the code that came back from the consent page; or new tokens for a refresh token."""
    _is_the_app(caller)
    if caller.text("grant_type") == "refresh_token":
        return _refreshed(caller)
    granted = caller.links.redeem(caller.text("code"), caller.text("redirect_uri"))
    if isinstance(granted, str):
        raise RefusedError(granted)
    directory = caller.core.directory
    installation = directory.install(granted.workspace, granted.scopes, org_wide=granted.org_wide)
    if caller.core.app.rotates:
        directory.rotate(installation, now=caller.core.clock.now())
    workspace = granted.workspace
    enterprise = {"id": workspace.enterprise_id, "name": workspace.name} if workspace.enterprise_id else None
    return {
        "is_enterprise_install": installation.is_enterprise_install,
        "access_token": installation.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(installation.scopes)),
        "bot_user_id": installation.bot_user_id,
        "app_id": caller.core.app.app_id,
        "team": None if granted.org_wide else {"id": workspace.team_id, "name": workspace.name},
        "enterprise": enterprise,
        "authed_user": {"id": granted.user.id},
        **_rotation(installation),
    }


def _refreshed(caller: Caller) -> Json:
    found = caller.core.directory.by_refresh(caller.text("refresh_token"))
    if found is None:
        raise RefusedError("invalid_refresh_token")
    caller.core.directory.rotate(found, now=caller.core.clock.now())
    return {
        "access_token": found.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(found.scopes)),
        "bot_user_id": found.bot_user_id,
        "app_id": caller.core.app.app_id,
        "team": {"id": found.team_id},
        "enterprise": None,
        **_rotation(found),
    }


def _rotation(installation: Installation) -> Json:
    if not installation.refresh_token:
        return {}
    return {"refresh_token": installation.refresh_token, "expires_in": int(LIFE_OF_A_TOKEN.total_seconds())}


def _is_the_app(caller: Caller) -> None:
    if caller.text("client_id") != caller.core.app.client_id:
        raise RefusedError("invalid_client_id")
    if caller.text("client_secret") != caller.core.app.client_secret:
        raise RefusedError("bad_client_secret")


@method("apps.connections.open", token="app")
def open_connection(caller: Caller) -> Json:
    """An address for one WebSocket."""
    return {"url": caller.links.new_address()}


@method("apps.event.authorizations.list", required="event_context", optional="cursor limit", token="app")
def authorizations(caller: Caller) -> Json:
    """Every installation that an event concerns: the event itself names one only."""
    found = caller.links.authorizations(caller.text("event_context"))
    if not found:
        raise RefusedError("invalid_event_context")
    return {"authorizations": found}
