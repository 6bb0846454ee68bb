"""The app as workspaces have installed it, and the installations that are under way."""

from sqlalchemy import Column, String, Table, Text, UniqueConstraint

from bot.storage.schema.base import UTCDateTime, kept, metadata, row_id

installation = Table(
    "installation",
    metadata,
    row_id(),
    Column("platform", String(16), nullable=False),
    # The workspace's id, or the organisation's where it is installed for all of its workspaces.
    Column("key", String(64), nullable=False),
    # Whose ids its people's are: the organisation's where there is one, else the workspace's.
    Column("tenant", String(64), nullable=False),
    # By which messages are carried there.
    Column("route", String(80), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("bot_user", String(64), nullable=False),
    Column("bot_id", String(64), nullable=False),
    Column("scopes", Text, nullable=False),
    # Sealed, each for its own row and column (handlers/slack/seal.py); none once the app was removed.
    Column("token", Text),
    Column("refresh", Text),
    Column("expires_at", UTCDateTime),
    # Until when one process may ask for new ones.
    Column("renewing_until", UTCDateTime),
    # Workspaces of the organisation that have taken the app away again, as JSON.
    Column("without", Text, nullable=False, server_default="[]"),
    Column("installed_at", UTCDateTime, nullable=False),
    Column("removed_at", UTCDateTime),
    Column("removed_why", String(64)),
    UniqueConstraint("platform", "key"),
    info=kept("while the app is installed; without its tokens, 90 days after"),
)


consent_state = Table(
    "consent_state",
    metadata,
    Column("state_hash", String(64), primary_key=True),
    Column("browser_hash", String(64), nullable=False),
    Column("made_at", UTCDateTime, nullable=False, index=True),
    info=kept("ten minutes: whoever began to install the app comes back within them"),
)
