"""Processes that die, stand still or lose their database, against a Slack and a mail server that count what comes.

`make crash` prints what was lost and doubled at each point; a short form is part of the tests.
"""
