"""What has to be known of Microsoft Teams to write there: it tells that only with what it delivers to us."""

from sqlalchemy import Boolean, Column, String, Table, Text, UniqueConstraint, text

from bot.storage.schema.base import UTCDateTime, kept, metadata, row_id

teams_place = Table(
    "teams_place",
    metadata,
    row_id(),
    # The id of the conversation, without that of any thread in it.
    Column("address", Text, nullable=False, unique=True),
    # The organisation that it is in, whoever else may be in it.
    Column("tenant", String(64), nullable=False),
    # personal, groupChat or channel.
    Column("kind", String(16), nullable=False),
    # A channel that other organisations may be in.
    Column("shared", Boolean, nullable=False, server_default=text("false")),
    # The team that a channel is of.
    Column("team", Text, nullable=False, server_default="", index=True),
    # Where what is written there is sent to.
    Column("service_url", Text, nullable=False),
    # Since when the app is not there any more.
    Column("removed_at", UTCDateTime),
    # When what was told last of that had happened: it is told in any order.
    Column("told_at", UTCDateTime),
    Column("seen_at", UTCDateTime, nullable=False),
    info=kept("while the app is there, then 90 days"),
)


teams_person = Table(
    "teams_person",
    metadata,
    row_id(),
    # As in identity.
    Column("tenant", String(64), nullable=False),
    Column("user_id", Text, nullable=False),
    # By which this bot alone knows them, and can write to them.
    Column("account", Text, nullable=False, index=True),
    Column("service_url", Text, nullable=False),
    # The conversation of the bot with them, once there is one.
    Column("personal", Text),
    # external: heard in a conversation of another organisation's; else unknown.
    Column("kind", String(16), nullable=False),
    Column("seen_at", UTCDateTime, nullable=False),
    UniqueConstraint("tenant", "user_id"),
    info=kept("until the person erases it; of somebody who sits at no table, 90 days"),
)
