"""Measures this generator beside others on made-up guides, and prints tables for the README.

    python3 scripts/bench.py                     100 and 1,000 pages, three runs each (about twenty minutes)
    python3 scripts/bench.py --pages 100         one size only
    python3 scripts/bench.py --runs 5 --pages 100 1000 3000

The guides come from a seed. Everything is measured in turn in one run; the peers have an environment of their own.
Processor seconds say more than the clock on a machine that does other things too; Zensical uses all cores at once.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from environment import BUILD_LOCK, SetupError, python, run_environment


def parser() -> argparse.ArgumentParser:
    """What the benchmark can be told."""
    known = argparse.ArgumentParser(description="Measure the generator beside its peers.")
    known.add_argument("--pages", type=int, nargs="+", default=[100, 1000], help="sizes of the guides")
    known.add_argument("--runs", type=int, default=3, help="runs of each; the median counts")
    known.add_argument("--no-paper", action="store_true", help="leave the PDFs out")
    return known


def main() -> int:
    """Set up what is needed and run the benchmark inside the project's environment."""
    parser().parse_args()
    try:
        interpreter = python(BUILD_LOCK)
    except SetupError as error:
        print(f"Cannot set up: {error}", file=sys.stderr)
        return 1
    command = [str(interpreter), "-m", "benchmark", *sys.argv[1:]]
    return subprocess.run(command, env=run_environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
