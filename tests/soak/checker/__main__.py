"""`python -m tests.soak.checker FOLDER`: the rules once more, on a record that a soak left."""

import sys
from pathlib import Path

from tests.soak.checker import check
from tests.soak.checker.lines import read_all

if __name__ == "__main__":
    found = check(read_all(Path(sys.argv[1])))
    for one in found:
        print(one)
    sys.exit(bool(found))
