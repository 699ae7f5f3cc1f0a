"""What a student hands in: one file with all exercises, written by a page or by a terminal, read by `mark`.

The file is JSON in UTF-8::

    {
      "format": "ordermatters hand-in",
      "version": 1,
      "course": "0.1.0",
      "student": "Ada Lovelace",
      "made": "2026-11-28T18:00:00+00:00",
      "exercises": {
        "matmul-cost": {
          "text": "def matmul_cost(m, n, p): ...",
          "tries": 3,
          "passed": true,
          "message": "Right, for all 7 inputs tried. ...",
          "course": "0.1.0"
        }
      }
    }

`course` is the version of the course that wrote the file; with an exercise, the one that its text was written for.
`text` is the last text. `tries` counts checks of texts other than the starter; `passed` is null where nothing was
checked; `message` is the last verdict as it was seen. Of an exercise, `text` alone must be there; exercises that were
never touched are left out; what else a file holds is passed over. All of it is what the student's machine says: `mark`
checks every text itself.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

FORMAT = "ordermatters hand-in"
VERSION = 1


@dataclass
class HandedIn:
    """An exercise as it was handed in."""

    text: str
    tries: int = 0
    passed: bool | None = None
    message: str = ""
    course: str = ""


@dataclass
class HandIn:
    """All exercises of one student."""

    student: str
    exercises: dict[str, HandedIn] = field(default_factory=dict)
    course: str = ""
    made: str = ""

    def written(self) -> str:
        """Write the file."""
        head = {
            "format": FORMAT,
            "version": VERSION,
            "course": self.course or course_version(),
            "student": self.student,
        }
        made = self.made or datetime.now(UTC).isoformat(timespec="seconds")
        exercises = {name: asdict(exercise) for name, exercise in self.exercises.items()}
        return json.dumps({**head, "made": made, "exercises": exercises}, ensure_ascii=False, indent=2) + "\n"


def course_version() -> str:
    """Name the version of the course that is installed; nothing where it only lies in a folder."""
    try:
        return version("ordermatters")
    except PackageNotFoundError:
        return ""


def read(path: Path) -> HandIn:
    """Read a file that was handed in.

    Raises:
        ValueError: if the file cannot be read or has another format; the message names it.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise ValueError(f"{path} is no JSON in UTF-8, so it was not handed in by the course") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError(f'{path} was not handed in by the course: it has no "format": "{FORMAT}"')
    if data.get("version") != VERSION:
        raise ValueError(f"{path} has version {data.get('version')!r} of the format; this course reads {VERSION}")
    exercises = data.get("exercises")
    if not isinstance(exercises, dict):
        raise ValueError(f'{path} holds no "exercises"')
    handed_in = {str(name): exercise_of(path, name, exercise) for name, exercise in exercises.items()}
    return HandIn(_text(data, "student"), handed_in, _text(data, "course"), _text(data, "made"))


def exercise_of(path: Path, name: str, data: Any) -> HandedIn:
    """Take an exercise out of a file's JSON; what is not of the right type counts as not there.

    Raises:
        ValueError: if there is no text.
    """
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise ValueError(f'{path} has no "text" for {name}')
    tries, passed = data.get("tries"), data.get("passed")
    return HandedIn(
        data["text"],
        tries if isinstance(tries, int) and not isinstance(tries, bool) else 0,
        passed if isinstance(passed, bool) else None,
        _text(data, "message"),
        _text(data, "course"),
    )


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""
