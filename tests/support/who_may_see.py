"""DESIGN 5's table of who may see what, as text: tests read it here, and never from the program."""

WHO = ("the person", "same organisation", "other partner", "lead", "coordinator", "sponsor", "observer", "outsider")
TABLE = """
name, organisation, seat                        | yes | yes | yes | yes | yes | yes | yes | no
commitment: for the table                       | yes | yes | yes | yes | yes | yes | yes | no
commitment: for my organisation                 | yes | yes | no | no | no | no | no | no
reflection: private                             | yes | no | no | no | no | no | no | no
reflection: shared with name                    | yes | yes | yes | yes | yes | no | yes | no
reflection: without name                        | text | text | text | text | text | no | text | no
perspective, challenge, outcomes, tries, map    | yes | yes | yes | yes | yes | yes | yes | no
last day here, state, reachability              | yes | no | no | no | yes, once asked | no | no | no
organisation's state                            | own | own | counts | counts | yes | own seat | counts | no
our part                                        | own | own | no | no | own | own seat | no | no
call notes                                      | yes | no | no | no | yes | no | no | no
settings                                        | read | read | read | read | change | read | read | no
audit, who looked                               | about me | no | no | no | yes | no | no | no
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
SIGHTS = {fact: dict(zip(WHO, cells, strict=True)) for fact, *cells in ROWS}
