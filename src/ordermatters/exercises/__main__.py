"""The exercises in a terminal: `python -m ordermatters.exercises` lists them and says what else it can do.

A program to be checked runs in a process of its own, which is ended when the program does not end. That process is
asked for values; the verdict is reached here.
"""

import argparse
import sys
from pathlib import Path

from ordermatters import exercises
from ordermatters.exercises.exercise import Exercise
from ordermatters.exercises.handing_in import add_hand_in, add_mark, hand_in, mark
from ordermatters.exercises.judging import judge
from ordermatters.exercises.record import file_name, note
from ordermatters.exercises.remote import RemoteProgram
from ordermatters.exercises.soundness import fault_in, fault_of
from ordermatters.tables import Table
from ordermatters.time_limit import SECONDS

_COMMAND = "python -m ordermatters.exercises"


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; the status is 0 if all went well, 1 for a wrong answer, 2 for a wrong command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without × or − shows something else
    asked = _parser().parse_args(arguments)
    try:
        return int(_COMMANDS[asked.command](asked))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=_COMMAND, description="List, start and check the exercises.")
    parser.set_defaults(command="list")
    commands = parser.add_subparsers(metavar="command")
    for command, said in {
        "list": "list the exercises",
        "start": "write a file to begin with",
        "check": "check a program, and say what is wrong",
        "hint": "show the next hint",
        "solution": "show a solution, or all of them",
        "hand-in": "write one file with all your answers",
        "mark": "mark the files that a class handed in",
    }.items():
        one = commands.add_parser(command, help=said)
        one.set_defaults(command=command)
        if command in _ADDED:
            _ADDED[command](one)
        elif command != "list":
            number = "?" if command == "solution" else None
            one.add_argument("name", nargs=number, help="the exercise, such as matmul-cost")
        if command in ("start", "check"):
            one.add_argument("file", type=Path, nargs="?" if command == "start" else None)
        if command == "check":
            one.add_argument("--attempt", type=int, default=0, help="another number draws other inputs (default: 0)")
            one.add_argument(
                "--seconds", type=float, default=SECONDS, help="the time a program may take (default: %(default)g)"
            )
        if command == "hint":
            one.add_argument("step", type=int, nargs="?", default=1, help="1, 2 or 3")
    return parser


def _list(asked: argparse.Namespace) -> int:
    loaded = [_load(name) for name in exercises.names()]
    print(Table(["exercise", "title", "lesson"], [[one.name, one.title, one.lesson] for one in loaded]))
    print(f"\n{_COMMAND} start NAME [FILE]\n{_COMMAND} check NAME FILE")
    print(f"{_COMMAND} hint NAME [1|2|3]\n{_COMMAND} solution [NAME]")
    print(f"{_COMMAND} hand-in [FOLDER] [--name NAME]\n{_COMMAND} mark FOLDER")
    return 0


def _start(asked: argparse.Namespace) -> int:
    exercise = _load(asked.name)
    path: Path = asked.file or Path(file_name(exercise.name))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_beginning(exercise, path))
    except FileExistsError:
        raise ValueError(f"{path} is there already and stays as it is; name another file") from None
    except OSError as error:
        raise ValueError(f"{path} cannot be written: {error.strerror}") from None
    print(f"Written: {path}. When you are ready: {_COMMAND} check {exercise.name} {path}")
    return 0


def _beginning(exercise: Exercise, path: Path) -> str:
    check = f"{_COMMAND} check {exercise.name} {path.name}"
    return f'"""{exercise.title}.\n\n{exercise.statement}\nCheck it: {check}\n"""\n\n{exercise.starter}'


def _load(name: str) -> Exercise:
    """Load an exercise; tell its author in one line what is wrong with its module."""
    if name not in exercises.names():
        return exercises.load(name)  # which says so
    try:
        return exercises.load(name)
    except Exception as error:
        raise ValueError(str(fault_of(error, name))) from error


def _check(asked: argparse.Namespace) -> int:
    exercise = _load(asked.name)
    if fault := fault_in(exercise):
        raise ValueError(str(fault))
    source = _read(asked.file)
    verdict = judge(
        exercise,
        source,
        lambda program: exercises.seed(exercise.name, program, asked.attempt),
        lambda program: RemoteProgram(program, asked.seconds),
    )
    print(verdict.message.replace("`", ""))  # they mark code for a page
    try:
        if said := note(asked.file, exercise.name, source, verdict):
            print(said, file=sys.stderr)
    except OSError as error:
        print(
            f"{asked.file.parent} cannot be written ({error.strerror}): a hand-in will not know of this.",
            file=sys.stderr,
        )
    return 0 if verdict.passed else 1


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path} is no text in UTF-8; save it as UTF-8 in your editor") from None


def _hint(asked: argparse.Namespace) -> int:
    hints = _load(asked.name).hints
    if not 1 <= asked.step <= len(hints):
        raise ValueError(f"{asked.name} has the hints 1 to {len(hints)}, no hint {asked.step}")
    print(hints[asked.step - 1])
    return 0


def _solution(asked: argparse.Namespace) -> int:
    if asked.name:
        print(_load(asked.name).solution, end="")
        return 0
    loaded = [_load(name) for name in exercises.names()]
    print("\n\n".join(f"# {one.name}: {one.title} ({one.lesson})\n\n{one.solution}" for one in loaded), end="")
    return 0


_ADDED = {"hand-in": add_hand_in, "mark": add_mark}
_COMMANDS = {
    "list": _list,
    "start": _start,
    "check": _check,
    "hint": _hint,
    "solution": _solution,
    "hand-in": hand_in,
    "mark": mark,
}

if __name__ == "__main__":
    sys.exit(main())
