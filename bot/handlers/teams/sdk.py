"""Microsoft's SDK, taken in at one place.

While it is imported it reads whatever `.env` it finds into the environment and warns of its own novelties, and an App
takes more from the environment by itself: neither is anybody's setting here.
"""

import logging
import os
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

# What an App would take from the environment by itself (apps/app.py, apps/options.py).
_UNSEEN = (
    "CLIENT_ID",
    "CLIENT_SECRET",
    "TENANT_ID",
    "MANAGED_IDENTITY_CLIENT_ID",
    "CLOUD",
    "SERVICE_URL",
    "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS",
)
_NO_FILE = "PYTHON_DOTENV_DISABLED"
# It would otherwise hang for ever on a connector that never answers.
TIMEOUT = 10.0


@contextmanager
def _by_itself() -> Iterator[None]:
    """The environment is as it was before, and nothing is warned of."""
    before = dict(os.environ)
    os.environ[_NO_FILE] = "true"
    for name in _UNSEEN:
        os.environ.pop(name, None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name in set(os.environ) - set(before):
            del os.environ[name]
        os.environ.update(before)


with _by_itself():
    from microsoft_teams.api import Activity
    from microsoft_teams.api.auth.cloud_environment import PUBLIC
    from microsoft_teams.api.auth.json_web_token import JsonWebToken
    from microsoft_teams.apps import App
    from microsoft_teams.apps.auth.token_validator import JwtValidationOptions, TokenValidator
    from microsoft_teams.apps.events import ActivityEvent, CoreActivity
    from microsoft_teams.apps.http.adapter import HttpMethod, HttpRouteHandler
    from microsoft_teams.apps.routing import ActivityContext
    from microsoft_teams.common import ClientOptions

__all__ = ["PUBLIC", "App", "JwtValidationOptions", "TokenValidator", "dispatch", "make_app"]

# It would log whole activities, with people's words in them, and each token that it refuses.
logging.getLogger("microsoft_teams").setLevel(logging.CRITICAL)

Handler = Callable[[], Awaitable[Any]]


class _NoServer:
    """We have a server of our own: the SDK's routes lead nowhere."""

    def register_route(self, method: HttpMethod, path: str, handler: HttpRouteHandler) -> None:
        """Deliveries reach the SDK through `dispatch`, after they were let in."""

    def serve_static(self, path: str, directory: str) -> None:
        """No files of its."""

    async def start(self, port: int) -> None:
        """Our own server runs already."""

    async def stop(self) -> None:
        """The same."""


async def make_app(*, client_id: str, client_secret: str, tenant_id: str, on_activity: Handler) -> App:
    """The SDK's app with one handler for everything, and neither a server nor a request of its own."""
    with _by_itself():
        app = App(
            client_id=client_id,
            client_secret=client_secret,
            tenant_id=tenant_id or None,
            client=ClientOptions(timeout=TIMEOUT),
            http_server_adapter=_NoServer(),
            fetch_user_token=False,
            telemetry={"agent365": False},
        )

        async def handle(_context: ActivityContext[Activity]) -> Any:  # noqa: ANN401 - the SDK hands on what it is given
            return await on_activity()

        app.on_activity(handle)
        await app.initialize()
    return app


async def dispatch(app: App, activity: dict[str, Any], token: str) -> Any:  # noqa: ANN401 - what our handler answered
    """Let the SDK read an activity that was let in, and call our handler. Raises ValueError for one it can't read."""
    take = app.server.on_request
    if take is None:  # pragma: no cover - an app is initialised before it is used
        raise RuntimeError("the SDK was not initialised")
    event = ActivityEvent(body=CoreActivity.model_validate(activity), token=JsonWebToken(value=token))
    return (await take(event)).body
