"""What a terminal remembers of the exercises: the file of each answer, how often it was checked, what was said.

It lies beside the answers, in `.ordermatters.json`, so that a hand-in can be made from a folder at any time.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from ordermatters.exercises import load, names
from ordermatters.exercises.exercise import Verdict
from ordermatters.exercises.hand_in import HandIn, course_version, exercise_of

RECORD = ".ordermatters.json"


def note(path: Path, name: str, text: str, verdict: Verdict) -> str | None:
    """Remember a check of the answer in a file; return what there is to say about versions, if there is anything.

    Raises:
        OSError: if the folder cannot be written to; the verdict holds all the same.
    """
    record = _read(path.parent)
    before, now = record.get(name, {}), course_version()
    tries = exercise_of(path, name, before | {"text": text}).tries + (text.strip() != load(name).starter.strip())
    record[name] = {
        "file": path.name,
        "tries": tries,
        "passed": verdict.passed,
        "message": verdict.message,
        "course": now,
    }
    _write(path.parent, record)
    earlier = before.get("course", now)
    return f"Last checked with version {earlier} of the course; this is {now}." if earlier != now else None


def collect(folder: Path, student: str, faults: list[str] | None = None) -> HandIn:
    """Gather the answers of a folder: those that were checked there, and those named as `start` names them.

    Args:
        folder: where the answers lie.
        student: whose they are.
        faults: takes what there is to say of an answer that cannot be read; without it, such an answer is an error.

    Raises:
        ValueError: if there is no answer, or it cannot be read.
    """
    record, exercises = _read(folder), {}
    unread = list[str]()
    for name in names():
        known = record.get(name, {})
        path = folder / Path(str(known.get("file", file_name(name)))).name
        if path.is_file() and not path.is_symlink():  # a class's folders come from elsewhere
            try:
                exercises[name] = exercise_of(path, name, known | {"text": _text(path)})
            except ValueError as fault:
                unread.append(str(fault))
    if unread and faults is None:
        raise ValueError(unread[0])
    (faults if faults is not None else []).extend(unread)
    if not exercises and not unread:
        raise ValueError(
            f"{folder} holds no answers: none was checked there, and none is called {file_name(names()[0])}"
        )
    return HandIn(student, exercises)


def file_name(name: str) -> str:
    """Name the file that an exercise is started in."""
    return f"{name.replace('-', '_')}.py"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path} is no text in UTF-8; save it as UTF-8 in your editor") from None


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    """Read what is remembered; a file that is damaged counts as none."""
    with suppress(OSError, ValueError):
        data = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if isinstance(data, dict):
            return {name: known for name, known in data.items() if isinstance(known, dict)}
    return {}


def _write(folder: Path, record: dict[str, dict[str, Any]]) -> None:
    """Write atomically: an interrupted write leaves the last record as it was."""
    partial = folder / f"{RECORD}.{os.getpid()}"
    try:
        partial.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
        partial.replace(folder / RECORD)
    finally:
        partial.unlink(missing_ok=True)
