"""What is wrong with an exercise itself, found in milliseconds before a student meets it.

Its inputs are drawn, its answer is called with them, and its solution is checked as a student's program is.
"""

import ast
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from traceback import walk_tb
from typing import Any, NamedTuple

from ordermatters.exercises.exercise import Exercise
from ordermatters.exercises.failures import failure_of
from ordermatters.exercises.judging import judge
from ordermatters.exercises.program import Program, unfitting_parameters
from ordermatters.exercises.source import Diagnosis, Source
from ordermatters.time_limit import TimeIsUp, time_limit


class Fault(NamedTuple):
    """What is wrong with an exercise, in one sentence, and where its author can mend it."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        """Name the file as seen from here, if it lies below."""
        path = Path(self.file)
        shown = path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else self.file
        return f"{shown}, line {self.line}: {self.sentence}"


class _Unsound(Exception):
    """Carries a fault to where it is returned."""


def fault_in(exercise: Exercise) -> Fault | None:
    """Find the first thing that is wrong with an exercise; what needs JAX or another package is left out."""
    try:
        with time_limit():
            return _first_fault(exercise)
    except TimeIsUp as late:
        said, line = str(late), failure_of(late).line
        if line is not None:
            return _fault_of_solution(exercise, f"{said} It was at its line {line}.")
        return fault_of(late, exercise.name)._replace(sentence=f"the check of exercise {exercise.name}: {said}")


def _first_fault(exercise: Exercise) -> Fault | None:
    try:
        source = Source(exercise.solution)
    except Diagnosis as diagnosis:
        return _fault_of_solution(exercise, str(diagnosis))
    runs = _needs_python_alone(source)
    if exercise.adapt and not runs:
        return None  # its inputs come from a program
    try:
        if exercise.adapt:
            exercise = exercise.adapt(exercise, Program(source))
        _check_answer(exercise, _drawn(exercise))
    except Diagnosis as diagnosis:
        return _fault_of_solution(exercise, str(diagnosis))
    except _Unsound as unsound:
        return Fault(*unsound.args)
    verdict = judge(exercise, exercise.solution, lambda _: exercise.name) if runs else None
    return None if verdict is None or verdict.passed else _fault_of_solution(exercise, verdict.message)


def fault_of(error: BaseException, name: str) -> Fault:
    """Say where the module of an exercise failed, and with which error."""
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, SyntaxError) and error.filename:
        return Fault(error.filename, error.lineno or 1, f"{type(error).__name__}: {error.msg}")
    folder = Path(__file__).parent
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    own = [place for place in places if Path(place[0]) == folder / f"{name.replace('-', '_')}.py"]
    return Fault(*(own or [place for place in places if Path(place[0]).parent == folder] or places)[-1], said)


def _drawn(exercise: Exercise) -> list[tuple[Any, ...]]:
    """Draw inputs once, and see that each is a tuple of arguments."""
    said = f"`inputs` of exercise {exercise.name}"
    try:
        drawn = exercise.inputs(Random(exercise.name))
    except Diagnosis:
        raise
    except Exception as error:
        raise _failed(exercise, exercise.inputs, f"{said} fails", error) from error
    if not isinstance(drawn, list | tuple) or not drawn:
        what = "nothing" if drawn is None or drawn in ([], ()) else f"a {type(drawn).__name__}"
        raise _unsound(exercise, exercise.inputs, f"{said} returns {what}, where the check needs a list of inputs")
    if not all(isinstance(arguments, tuple) for arguments in drawn):
        asked = list(inspect.signature(exercise.answer).parameters)
        such = f"({', '.join(asked)}{',' if len(asked) == 1 else ''})"
        raise _unsound(exercise, exercise.inputs, f"{said}: each entry is a tuple of arguments, such as `{such}`")
    return list(drawn)


def _check_answer(exercise: Exercise, drawn: list[tuple[Any, ...]]) -> None:
    """See that the answer, and each wrong twin of it, takes these arguments, and that the answer does not fail."""
    for function, what in _functions(exercise):
        for count in sorted({len(arguments) for arguments in drawn}):
            if (own := unfitting_parameters(function, count)) is not None:
                many = f"{count} argument{'' if count == 1 else 's'}"
                said = f"{what} of exercise {exercise.name} takes `({own})`, and `inputs` draws {many}"
                raise _unsound(exercise, function, said)
    for arguments in drawn:
        try:
            exercise.read(exercise.answer(*arguments))
        except Exception as error:
            said = f"`answer` of exercise {exercise.name} fails on {exercise.called(arguments)}"
            raise _failed(exercise, exercise.answer, said, error) from error


def _functions(exercise: Exercise) -> list[tuple[Callable[..., Any], str]]:
    twins = [twin for mistake in exercise.mistakes for twin in mistake.twins]
    named = [(twin, f"the wrong twin `{getattr(twin, '__name__', twin)}`") for twin in twins]
    return [(exercise.answer, "`answer`"), *named]


def _needs_python_alone(source: Source) -> bool:
    """Tell whether a program imports nothing but the standard library and this one."""
    here = sys.stdlib_module_names | {"ordermatters"}
    nodes = list(ast.walk(source.tree))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return all(name.partition(".")[0] in here for name in names)


def _fault_of_solution(exercise: Exercise, said: str) -> Fault:
    file = _file_of(exercise)
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value == exercise.solution)
    line = next((node.lineno for node in texts), 1)
    return Fault(file, line, f"the solution of exercise {exercise.name} does not pass: {' '.join(said.split())}")


def _unsound(exercise: Exercise, function: Callable[..., Any], said: str) -> _Unsound:
    code = getattr(inspect.unwrap(function), "__code__", None)
    return _Unsound(code.co_filename, code.co_firstlineno, said) if code else _Unsound(_file_of(exercise), 1, said)


def _failed(exercise: Exercise, function: Callable[..., Any], said: str, error: Exception) -> _Unsound:
    """Place an error on the last line that it went through in the file of a function, or else where that begins."""
    file, line, _ = _unsound(exercise, function, said).args
    lines = [number for frame, number in walk_tb(error.__traceback__) if frame.f_code.co_filename == file]
    return _Unsound(file, (lines or [line])[-1], f"{said}: {type(error).__name__}: {error}")


def _file_of(exercise: Exercise) -> str:
    return str(Path(__file__).with_name(f"{exercise.name.replace('-', '_')}.py"))
