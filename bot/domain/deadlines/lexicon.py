"""What a word stands for in the patterns: English, Welsh, abbreviations and the misspellings people really make.

A pattern never meets a weekday as typed: "Fri", "friday" and "Wener" are all `W4`. Symbols in capitals cannot be
mistaken for words, which are in small letters here.

| symbol | meaning |
|---|---|
| W0 .. W6, W0s | Monday to Sunday; "Mondays" |
| M1 .. M12 | a month |
| O5, S5 | "5th"; "fifth" |
| Q1 .. Q4 | a quarter of the calendar year |
| P, Ps, T | a part of the day; "mornings"; a time of day |
| D2026-12-4, X4/12, Y4.12 | dates in figures: full, with a stroke, with a dot (lexed in `words`) |
"""

from collections.abc import Iterable, Mapping

WEEKDAYS = (
    "monday mon mond llun lun",
    "tuesday tue tues teus tuesdy",
    "wednesday wed weds wednes wensday wendesday wednesdy mercher fercher",
    "thursday thu thur thurs thrus thursdy",
    "friday fri firday gwener wener",
    "saturday sat satur sadwrn",
    "sunday sun sul",
)

MONTHS = (
    "january jan ionawr",
    "february feb febr febuary feburary chwefror chwef",
    "march mar mawrth fawrth",
    "april apr ebrill",
    "may mai fai",
    "june jun mehefin fehefin",
    "july jul gorffennaf orffennaf ngorffennaf",
    "august aug awst",
    "september sep sept medi fedi",
    "october oct hydref",
    "november nov tachwedd dachwedd nhachwedd thachwedd",
    "december dec rhagfyr ragfyr",
)

# Where a Welsh word is both, the word before it decides: "dydd Mawrth" is a Tuesday, "mis Mawrth" is March.
TUESDAY_IN_WELSH = frozenset({"mawrth", "fawrth"})
THURSDAY_IN_WELSH = "iau"
BEFORE_A_WELSH_WEEKDAY = frozenset({"dydd", "ddydd", "nos", "noson", "bore", "fore", "prynhawn", "brynhawn", "pnawn"})

NUMBERS: Mapping[int, str] = {
    1: "one un",
    2: "two dau ddau dwy ddwy",
    3: "three tri dri tair dair",
    4: "four pedwar bedwar pedair bedair",
    5: "five pum pump bum bump",
    6: "six chwe chwech",
    7: "seven saith",
    8: "eight wyth",
    9: "nine naw",
    10: "ten deg ddeg deng ddeng",
    11: "eleven",
    12: "twelve deuddeg ddeuddeg",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen pymtheg bymtheg",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty ugain",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
}

ORDINALS: Mapping[int, str] = {
    1: "first cyntaf gyntaf 1af",
    2: "second ail 2il",
    3: "third trydydd drydydd trydedd 3ydd",
    4: "fourth pedwerydd bedwerydd 4ydd",
    5: "fifth pumed bumed",
    6: "sixth chweched",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
    11: "eleventh",
    12: "twelfth",
    13: "thirteenth",
    14: "fourteenth",
    15: "fifteenth",
    16: "sixteenth",
    17: "seventeenth",
    18: "eighteenth",
    19: "nineteenth",
    20: "twentieth",
    30: "thirtieth",
}

PARTS_OF_THE_DAY = "morning afternoon evening night nos noson bore fore prynhawn brynhawn pnawn mornin"
TIMES_OF_DAY = "noon midday midnight lunchtime teatime dinnertime bedtime"

# Welsh and abbreviations, by the English word that the patterns know.
SAME_AS = {
    "today": "heddiw 2day",
    "tonight": "heno tonite 2nite",
    "tomorrow": "yfory fory tmrw tmw tmrrw tomoz tomos tommorow tomorow tommorrow tomorro tomoro 2moro 2morrow 2mrw",
    "yesterday": "ddoe yday",
    "week": "wk wythnos",
    "weeks": "wks wythnosau",
    "month": "mth mis fis",
    "months": "mths misoedd fisoedd",
    "year": "blwyddyn flwyddyn",
    "years": "yrs blynedd flynedd mlynedd",
    "quarter": "qtr chwarter",
    "day": "diwrnod ddiwrnod",
    "days": "dayz diwrnodau ddyddiau dyddiau",
    "hour": "hr h awr",
    "hours": "hrs oriau",
    "minutes": "mins",
    "fortnight": "fortnite forthnight pythefnos bythefnos phythefnos",
    "weekend": "wkend penwythnos benwythnos w'end",
    "working": "gwaith wking",
    "next": "nesaf nesa nxt",
    "last": "diwethaf dwetha ddiwethaf olaf",
    "this": "hwn hon yma 'ma",
    "coming": "dod upcoming",
    "new": "newydd",
    "financial": "ariannol",
    "end": "diwedd ddiwedd",
    "mid": "canol ganol middle",
    "start": "dechrau ddechrau beginning",
    "early": "gynnar",
    "late": "hwyr",
    "the": "y yr 'r",
    "every": "each pob bob",
    "on": "ar",
    "in": "yn ym yng",
    "ymhen": "mewn",
    "over": "dros",
    "by": "erbyn",
    "before": "cyn b4 bfore befor",
    "until": "till til tan hyd",
    "since": "ers",
    "christmas": "xmas nadolig dolig chrismas christmass crimbo crimble",
    "easter": "pasg basg phasg",
    "weekly": "wythnosol",
    "monthly": "misol",
    "eod": "cop cob eob eop",
    "fy": "fye",
    "approx": "approximately circa tua",
    "deadline": "deadlines dl",
}

# Typed without their apostrophe, or with one that patterns need to see in one form only.
CONTRACTED = {"weeks'": "weeks", "days'": "days", "months'": "months", "hours'": "hours", "years'": "years"}

LONG_NAMES = (
    *(names.split()[0] for names in WEEKDAYS),
    *(names.split()[0] for names in MONTHS if len(names.split()[0]) >= len("august")),
)
LONG_SYMBOLS = {
    **{names.split()[0]: f"W{number}" for number, names in enumerate(WEEKDAYS)},
    **{names.split()[0]: f"M{number}" for number, names in enumerate(MONTHS, start=1)},
}
# One letter away from a name, and words in their own right.
NOT_MISSPELT = frozenset({"sundry", "sundae", "friary", "monody"})


def _spread(groups: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {word: symbol for symbol, words in groups for word in words.split()}


SYMBOLS: Mapping[str, str] = {
    **_spread((f"W{number}", names) for number, names in enumerate(WEEKDAYS)),
    **_spread((f"M{number}", names) for number, names in enumerate(MONTHS, start=1)),
    **_spread((f"W{number}s", f"{names.split()[0]}s") for number, names in enumerate(WEEKDAYS)),
    **_spread((str(number), names) for number, names in NUMBERS.items()),
    **_spread((f"S{number}", names) for number, names in ORDINALS.items()),
    **_spread((("P", PARTS_OF_THE_DAY), ("Ps", "mornings afternoons evenings nights"), ("T", TIMES_OF_DAY))),
    **{f"q{number}": f"Q{number}" for number in range(1, 5)},
    **_spread(SAME_AS.items()),
    **CONTRACTED,
}


def symbol_of(word: str, before: str) -> str:
    """What a word (folded to small letters without accents) stands for, given the word before it; else itself."""
    if before in BEFORE_A_WELSH_WEEKDAY and word in TUESDAY_IN_WELSH:
        return "W1"
    if before in BEFORE_A_WELSH_WEEKDAY and word == THURSDAY_IN_WELSH:
        return "W3"
    return SYMBOLS.get(word) or _mended(word)


def _mended(word: str) -> str:
    """A long name of a day or month with one letter wrong, missing, doubled or out of turn; else the word itself."""
    if word not in NOT_MISSPELT:
        for name in LONG_NAMES:
            if name[0] == word[0] and not word.endswith("s") and _one_slip_apart(word, name):
                return LONG_SYMBOLS[name]
    return word


def _one_slip_apart(word: str, name: str) -> bool:
    """Whether one change, gap, extra letter or swap of neighbours turns one into the other."""
    if abs(len(word) - len(name)) > 1:
        return False
    same = next((at for at, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), len(word))
    rest, wanted = word[same:], name[same:]
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return swapped or wanted == rest[1:] or rest == wanted[1:] or rest[1:] == wanted[1:]
