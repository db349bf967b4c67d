"""Every benchmark, one after the other: `python -m benchmarks [NAME ...]`. Figures are ratios to a yardstick of the same run, or counts."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

NAMES = ("annotate", "stories", "feeds", "posting", "answers")


def main(names: Sequence[str]) -> int:
    """Run these, or all; 2 for a name there is not."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    for name in names or NAMES:
        print(f"\n{name}")
        run = importlib.import_module(f"benchmarks.{name}").main
        run([]) if name == "annotate" else run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
