"""The commands about hand-ins: `hand-in` for a student, `mark` for whoever marks a class."""

import argparse
import re
import secrets
import sys
from pathlib import Path

from ordermatters.exercises.confinement import confinement
from ordermatters.exercises.hand_in import read
from ordermatters.exercises.marking import Mark, as_csv, handed_in, marks
from ordermatters.exercises.record import collect
from ordermatters.exercises.remote import Wrap
from ordermatters.exercises.summary import page
from ordermatters.time_limit import SECONDS


def add_hand_in(parser: argparse.ArgumentParser) -> None:
    """Add what `hand-in` takes."""
    parser.add_argument("folder", type=Path, nargs="?", default=Path(), help="where the answers lie (default: here)")
    parser.add_argument("--name", default="", help="your name, which stands in the file and in its name")
    parser.add_argument("--output", type=Path, help="the file to write (default: hand-in-NAME.json)")


def add_mark(parser: argparse.ArgumentParser) -> None:
    """Add what `mark` takes."""
    parser.add_argument("folder", type=Path, help="hand-in files, or a folder with answers for each student")
    parser.add_argument("--csv", type=Path, default=Path("marks.csv"), help="the table to write (default: marks.csv)")
    parser.add_argument("--page", type=Path, default=Path("marks.html"), help="the summary (default: marks.html)")
    parser.add_argument("--seed", help="draws the inputs, the same for all (default: drawn, and told)")
    parser.add_argument(
        "--seconds", type=float, default=SECONDS, help="the time an answer may take (default: %(default)g)"
    )
    parser.add_argument("--unconfined", action="store_true", help="run answers where they cannot be confined")


def hand_in(asked: argparse.Namespace) -> int:
    """Write one file with all answers of a folder."""
    gathered = collect(asked.folder, asked.name)
    plain = re.sub(r"[^a-z0-9]+", "-", asked.name.lower()).strip("-") or "student"
    path: Path = asked.output or Path(f"hand-in-{plain}.json")
    if path.exists():
        try:
            read(path)
        except ValueError:
            raise ValueError(f"{path} is there already, is no hand-in, and stays as it is; name another file") from None
    path.write_text(gathered.written(), encoding="utf-8")
    print(f"Written: {path}, with {len(gathered.exercises)} of the exercises. Hand in this file.")
    return 0


def mark(asked: argparse.Namespace) -> int:
    """Mark a class, and write a table and a page."""
    for path in (asked.csv, asked.page):
        if path.exists():
            raise ValueError(f"{path} is there already and stays as it is; name another, or move it away")
    class_, faults = handed_in(asked.folder)
    wrap, how = _confined(asked.unconfined)
    seed = asked.seed or secrets.token_hex(8)
    found = list[Mark]()
    for one in marks(class_, seed, asked.seconds, wrap):
        found.append(one)
        if one.verdict != "missing":
            print(f"{one.student or one.file}: {one.exercise}: {one.verdict}", file=sys.stderr)
    conditions = f"Answers ran in {how}. The inputs are drawn by --seed {seed}."
    asked.csv.write_text(as_csv(found), encoding="utf-8-sig", newline="")
    asked.page.write_text(page(found, faults, conditions), encoding="utf-8")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"Written: {asked.csv} and {asked.page}. {conditions}")
    return 1 if faults else 0


def _confined(unconfined: bool) -> tuple[Wrap | None, str]:
    """Find how to confine answers; without a way, go on only if that was asked for, or is agreed to at a terminal."""
    if unconfined:
        return None, "processes of their own, with this user's network and files"
    offered, why_not = confinement()
    if offered:
        return offered.wrap, offered.name
    warning = (
        f"Answers cannot be confined here: {why_not}. They would run with your network and your files, as any program "
        "that you start."
    )
    if sys.stdin.isatty() and input(f"{warning} Go on? [y/N] ").strip().lower() in ("y", "yes"):
        return None, "processes of their own, with this user's network and files"
    raise ValueError(f"{warning} Mark on a Linux machine or in a container, or say --unconfined.")
