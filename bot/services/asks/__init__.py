"""Asks: one partner asks another, who answers yes, something smaller, or not us. Handing on is an ask too.

Nobody commits anyone else: until its receiver says yes an ask is a row that waits, and what is handed on stays where it
is. On a yes the giver's row closes as handed on and the receiver's opens, with numbers and histories of their own.
"""

from bot.services.asks.answering import accept, decline, smaller
from bot.services.asks.asking import ask, ask_of, may_be_asked, minuted, offered, waiting, whose_word
from bot.services.asks.handing import hand_on, offer_on_all

__all__ = [
    "accept",
    "ask",
    "ask_of",
    "decline",
    "hand_on",
    "may_be_asked",
    "minuted",
    "offer_on_all",
    "offered",
    "smaller",
    "waiting",
    "whose_word",
]
