"""What cards shorten people's words to is known to whatever takes words back."""

import re
from pathlib import Path

from bot.domain.digest import LONGEST_LINE
from bot.messages import cards
from bot.messages.words import SHORTENED_TO


def test_every_length_that_a_card_shortens_words_to_is_listed():
    [folder] = cards.__path__
    found = {
        int(length)
        for file in Path(folder).glob("*.py")
        for length in re.findall(
            r"^LONGEST_(?:QUOTE|CHOICE|LINE|TEXT) = (\d+)$", file.read_text(encoding="utf-8"), re.MULTILINE
        )
    }

    assert found | {LONGEST_LINE} <= set(SHORTENED_TO)
