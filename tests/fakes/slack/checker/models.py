"""The same payloads as slack_sdk's own models see them: what Slack's authors refuse is refused here."""

import logging
from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

# The models log what they do not know, and let it through.
logging.getLogger("slack_sdk.models").setLevel(logging.CRITICAL)


def refused_block(block: Any, index: int) -> Iterator[str]:
    """What the model of a block says, if anything."""
    try:
        parsed = Block.parse(block)
        if parsed is not None:
            parsed.to_dict()
    except SlackObjectFormationError as refusal:
        yield f"slack_sdk: {refusal} [json-pointer:/blocks/{index}]"
    except (AttributeError, KeyError, TypeError, ValueError) as trouble:
        yield f"slack_sdk: cannot read it ({trouble}) [json-pointer:/blocks/{index}]"


def refused_blocks(blocks: Any) -> Iterator[str]:
    for index, block in enumerate(blocks if isinstance(blocks, list) else []):
        yield from refused_block(block, index)


def refused_view(view: Any) -> Iterator[str]:
    """What the model of a view says, if anything."""
    if not isinstance(view, dict):
        return
    yield from refused_blocks(view.get("blocks"))
    try:
        View(**view).validate_json()
    except SlackObjectFormationError as refusal:
        yield f"slack_sdk: {refusal} [json-pointer:/]"
    except (AttributeError, KeyError, TypeError, ValueError) as trouble:
        yield f"slack_sdk: cannot read it ({trouble}) [json-pointer:/]"
