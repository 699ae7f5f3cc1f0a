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


_ARCHIVES = {".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".xz"}
_CONTROL = dict.fromkeys(i for i in range(32) if chr(i) not in "\t\n\r")


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
    """Read a class: hand-in files, by themselves or each in a folder, and folders with answers as `start` names them.

    What could not be read, or was passed over, comes second, a sentence for each; so does who handed in twice.

    Raises:
        ValueError: if the folder is missing or empty.
    """
    if not folder.is_dir():
        raise ValueError(f"{folder} is no folder")
    found, faults = list[tuple[str, HandIn]](), list[str]()
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        try:
            found += _student(path, faults)
        except ValueError as fault:
            faults.append(str(fault))
    if not found and not faults:
        raise ValueError(f"{folder} holds neither hand-in files (.json) nor folders with answers")
    return found, faults + _repeated(found)


def _student(path: Path, faults: list[str]) -> list[tuple[str, HandIn]]:
    """Read what lies at a path: a file, or a folder with answers, or one with the file in it."""
    if path.is_symlink():  # a class's folder comes from elsewhere
        raise ValueError(f"{path} was passed over: it is a link")
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if _is_handed_in(file))
        if not files:
            return [(path.name, collect(path, path.name, faults))]
        return [(f"{path.name}/{file.name}", read(file)) for file in files]
    if _is_handed_in(path):
        return [(path.name, read(path))]
    packed = path.suffix.lower() in _ARCHIVES
    faults.append(f"{path} was passed over: {'unpack it first' if packed else 'it is no hand-in file (.json)'}")
    return []


def _is_handed_in(path: Path) -> bool:
    return path.suffix.lower() == ".json" and not path.name.startswith(".") and not (path.is_dir() or path.is_symlink())


def _repeated(found: list[tuple[str, HandIn]]) -> list[str]:
    """Say who handed in more than one file; all of them are marked."""
    files: dict[str, list[str]] = {}
    for file, student in found:
        files.setdefault(student.student, []).append(file)
    return [
        f"{student} handed in more than once, and each is marked: {', '.join(several)}"
        for student, several in files.items()
        if student and len(several) > 1
    ]


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
    cell = cell.translate(_CONTROL)
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
