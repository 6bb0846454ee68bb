"""`python -m bot.cli` is `convenor`."""

from bot.cli import main

if __name__ == "__main__":
    main()
