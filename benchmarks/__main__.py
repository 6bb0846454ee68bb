"""Runs every benchmark that needs nothing but this machine, one after the other."""

import importlib
import pkgutil

import benchmarks


def main() -> None:
    for module in sorted(found.name for found in pkgutil.iter_modules(benchmarks.__path__)):
        loaded = importlib.import_module(f"benchmarks.{module}")
        if hasattr(loaded, "main") and not module.startswith("_"):
            print(f"\n== {module}")
            loaded.main()


if __name__ == "__main__":
    main()
