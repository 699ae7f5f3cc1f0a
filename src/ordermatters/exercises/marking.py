"""Mark a class: every answer that was handed in, each in a process of its own, all on the same inputs."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ordermatters.exercises import load, names
from ordermatters.exercises.borrowed import borrowed
from ordermatters.exercises.hand_in import HandedIn, HandIn, read
from ordermatters.exercises.judging import judge
from ordermatters.exercises.record import collect
from ordermatters.exercises.remote import RemoteProgram, Wrap
from ordermatters.exercises.source import Diagnosis, Source

COLUMNS = ("file", "student", "exercise", "verdict", "diagnosis", "uses", "tries", "seen as", "written for")


@dataclass(frozen=True)
class Mark:
    """One exercise of one student."""

    file: str
    student: str
    exercise: str
    verdict: str
    """`right`, `wrong`, `missing`, `unknown` (an exercise of another course), or `not marked` (the check failed)."""
    diagnosis: str = ""
    uses: str = ""
    """The library's own function for what was asked, where the answer calls it."""
    tries: int | None = None
    seen_as: str = ""
    """What the student's machine said, if it is to be believed."""
    written_for: str = ""
    text: str = ""


def handed_in(folder: Path) -> tuple[list[tuple[str, HandIn]], list[str]]:
    """Read a class: hand-in files, and folders with answers as `start` names them; and what could not be read.

    Raises:
        ValueError: if the folder is missing or empty.
    """
    if not folder.is_dir():
        raise ValueError(f"{folder} is no folder")
    found, faults = list[tuple[str, HandIn]](), list[str]()
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not (path.is_dir() or path.suffix == ".json"):
            continue
        try:
            found.append((path.name, collect(path, path.name) if path.is_dir() else read(path)))
        except ValueError as fault:
            faults.append(str(fault))
    if not found and not faults:
        raise ValueError(f"{folder} holds neither hand-in files (.json) nor folders with answers")
    return found, faults


def marks(class_: list[tuple[str, HandIn]], seed: str, seconds: float, wrap: Wrap | None) -> Iterator[Mark]:
    """Mark every exercise of every student.

    Args:
        class_: what `handed_in` read.
        seed: draws the inputs, the same for all.
        seconds: the time that an answer may take.
        wrap: confines a process; None leaves it as it is.
    """
    for file, student in class_:
        for name in [*names(), *(name for name in student.exercises if name not in names())]:
            yield _mark(file, student, name, seed, seconds, wrap)


def as_csv(found: list[Mark]) -> str:
    """Write a table that spreadsheets open, with no cell that they would run."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for mark in found:
        tries = "" if mark.tries is None else mark.tries
        cells = mark.file, mark.student, mark.exercise, mark.verdict, mark.diagnosis.replace("`", "")
        table.writerow(_harmless(str(cell)) for cell in (*cells, mark.uses, tries, mark.seen_as, mark.written_for))
    return written.getvalue()


def _mark(file: str, student: HandIn, name: str, seed: str, seconds: float, wrap: Wrap | None) -> Mark:
    answer = student.exercises.get(name)
    if answer is None:
        return Mark(file, student.student, name, "missing")
    if name not in names():
        return Mark(file, student.student, name, "unknown", f"This course has no exercise {name}.", text=answer.text)
    verdict, diagnosis = _verdict(name, answer, seed, seconds, wrap)
    seen = {True: "right", False: "wrong", None: ""}[answer.passed]
    written_for = answer.course or student.course
    uses = _uses(name, answer.text)
    return Mark(file, student.student, name, verdict, diagnosis, uses, answer.tries, seen, written_for, answer.text)


def _verdict(name: str, answer: HandedIn, seed: str, seconds: float, wrap: Wrap | None) -> tuple[str, str]:
    try:
        found = judge(
            load(name),
            answer.text,
            lambda _: f"{name} {seed}",
            lambda program: RemoteProgram(program, seconds, wrap),
        )
    except Exception as error:  # one odd answer must not end the marking of a class
        return "not marked", f"The check itself failed: {type(error).__name__}: {error}"
    return "right" if found.passed else "wrong", found.message


def _uses(name: str, text: str) -> str:
    try:
        return borrowed(Source(text), load(name).library) or ""
    except Diagnosis:
        return ""


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
