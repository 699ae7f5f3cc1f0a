"""What is asked of the checks of all exercises: of a few inputs in the library's tests, of many at night."""

import copy
from functools import cache
from random import Random
from typing import Any

from ordermatters import exercises
from ordermatters.exercises import Exercise, Verdict, judging, load
from ordermatters.exercises.failures import failure_of
from ordermatters.exercises.frozen import frozen
from ordermatters.exercises.judging import judge
from ordermatters.exercises.program import Program
from ordermatters.exercises.remote import RemoteProgram
from ordermatters.exercises.running import Outcome
from ordermatters.exercises.source import Source

known = cache(exercises.check)
"""The verdict on a program, reached once for all tests that read it."""


def as_shown(verdict: Verdict) -> Verdict:
    """Read a message as it is shown: backticks mark code."""
    return Verdict(verdict.passed, verdict.message.replace("`", ""))


def adapted(name: str) -> Exercise:
    """Load an exercise, and adapt it to its own solution where it is made for each program."""
    exercise = load(name)
    return exercise.adapt(exercise, Program(Source(exercise.solution))) if exercise.adapt else exercise


def expect_right(name: str, source: str, attempt: int) -> None:
    """See that a right program passes."""
    verdict = known(name, source, attempt)
    assert verdict.passed, verdict.message


def expect_wrong(name: str, source: str, words: str, attempt: int) -> None:
    """See that a wrong program is told what is wrong with it."""
    passed, message = as_shown(known(name, source, attempt))
    assert not passed
    assert words in message
    assert "Traceback" not in message


def expect_the_same_again(name: str, source: str) -> None:
    """See that a verdict is reached again when the program is, also with other comments."""
    commented = f"# pressed again\n\n{source}\n# and again\n"
    assert known(name, source, 0) == exercises.check(name, source)
    assert known(name, source, 0).passed == exercises.check(name, commented).passed


def expect_the_same_apart(name: str, source: str) -> None:
    """See that a process of its own comes to the same verdict."""
    here, there = (
        judge(load(name), source, lambda _: "seed", start) for start in (Program, lambda text: RemoteProgram(text, 90))
    )
    assert here == there


def expect_mistakes_told_apart(name: str, attempt: int) -> None:
    """See that the inputs of an attempt tell each mistake that is known from the right answer, and from all others."""
    exercise = adapted(name)
    inputs = exercise.inputs(Random(f"{name} {attempt}"))
    for mistake in exercise.mistakes:
        for twin in mistake.twins:
            trials = [_trial(exercise, twin, arguments) for arguments in inputs]
            if all(one.is_right for one in trials):
                assert name == "gradient-of-your-own"  # a rule that this function has no use for
                continue
            found = [
                other.sentence
                for other in exercise.mistakes
                if any(judging._agrees(exercise, wrong, trials) for wrong in other.twins)
            ]
            assert found[0] == mistake.sentence


def _trial(exercise: Exercise, twin: Any, arguments: tuple[Any, ...]) -> judging.Trial:
    try:
        value = exercise.read(twin(*copy.deepcopy(arguments)))
    except Exception as error:
        return judging.Trial(arguments, Outcome(failure=failure_of(error)), None, False)
    value = _filled(value, exercise.read(exercise.answer(*arguments)))
    return judging.Trial(arguments, Outcome(frozen(value)), value, exercise.accepts(arguments, value))


def _filled(value: Any, answer: Any) -> Any:
    """Take the right part wherever a twin does not say."""
    if value is ...:
        return answer
    if isinstance(value, list) and isinstance(answer, list) and len(value) == len(answer):
        return [_filled(*pair) for pair in zip(value, answer, strict=True)]
    return value
