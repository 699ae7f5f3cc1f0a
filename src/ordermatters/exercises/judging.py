"""The verdict on a program: its outcomes held against the answer, then against the wrong twins.

A program that fails on some input but agrees with a wrong twin on every one makes that twin's mistake, and is told so
in a sentence. If it agrees with none, it is shown the smallest input on which it fails.

Source: the idea is a tutor's; the form, plain Python that pytest replays, is Alex Hall's *futurecoder*.
"""

import copy
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from ordermatters.exercises.borrowed import CHECKS, borrowed
from ordermatters.exercises.comparing import in_floats, same, shown, shown_apart
from ordermatters.exercises.exercise import Exercise, Verdict
from ordermatters.exercises.failures import Failure, failure_of
from ordermatters.exercises.frozen import holds_itself, unready
from ordermatters.exercises.pitfalls import pitfall_in
from ordermatters.exercises.program import Program
from ordermatters.exercises.running import Outcome, Running
from ordermatters.exercises.source import Diagnosis, Source

Start = Callable[[Source], Running]


@dataclass(frozen=True)
class Trial:
    """One call of a program's function: what it was given, what came of it, the value as the exercise reads it."""

    arguments: tuple[Any, ...]
    outcome: Outcome
    value: Any
    is_right: bool


def judge(exercise: Exercise, text: str, seed: Callable[[Source], str], start: Start = Program) -> Verdict:
    """Run a program on inputs that are drawn for it, and say what is wrong with it.

    Args:
        exercise: what was asked for.
        text: the program.
        seed: what draws the inputs, from the program or for all alike.
        start: runs the program's definitions, here or in a process of its own.
    """
    try:
        source = Source(text)
        random = Random(seed(source))
        with start(source) as program:
            return _verdict(exercise, program, random, start)
    except Diagnosis as diagnosis:
        return Verdict(False, str(diagnosis))


def _verdict(exercise: Exercise, program: Running, random: Random, start: Start) -> Verdict:
    if exercise.adapt:
        exercise = exercise.adapt(exercise, program)
    inputs = exercise.inputs(random)
    trials = _tried(exercise, program, inputs)
    failed = next((trial for trial in trials if not trial.is_right), None)
    if failed:
        raise Diagnosis(_explanation(exercise, program, trials, failed, start))
    if exercise.review and (instead := exercise.review(program.source, inputs)):
        raise Diagnosis(instead)
    right = f"Right, for all {len(trials)} inputs tried"
    name = borrowed(program.source, exercise.library)
    if name and name.startswith(CHECKS):
        raise Diagnosis(
            f"Your program takes its answer from `{name}`, where the check has its own. It is right, and not yours: "
            f"write `{exercise.function}` yourself."
        )
    if name:
        return Verdict(
            True,
            f"{right}, and no wonder: your program calls `{name}`, the library's own function for what is asked. The "
            "exercise is to find it yourself: try it without.",
        )
    return Verdict(True, f"{right}. {exercise.praise}")


def _tried(exercise: Exercise, program: Running, inputs: list[tuple[Any, ...]]) -> list[Trial]:
    _check_parameters(exercise, program, len(inputs[0]))
    trials = []
    for arguments, outcome in zip(inputs, program.calls(exercise.function, inputs), strict=True):
        value = exercise.read(copy.deepcopy(outcome.returned))
        is_right = outcome.failure is None and exercise.accepts(arguments, value)
        trials.append(Trial(arguments, outcome, value, is_right))
    return trials


def _check_parameters(exercise: Exercise, program: Running, count: int) -> None:
    own = program.unfit(exercise.function, count)
    if own is not None:
        asked, name = ", ".join(inspect.signature(exercise.answer).parameters), exercise.function
        raise Diagnosis(f"The check calls `{name}({asked})`, but your function is `{name}({own})`.")


def _explanation(exercise: Exercise, program: Running, trials: list[Trial], failed: Trial, start: Start) -> str:
    """Go from what is most certain to what says least."""
    outcome, call = failed.outcome, exercise.called(failed.arguments)
    if outcome.failure and outcome.failure.kind == Diagnosis.__name__:
        return outcome.failure.said
    example = _example(exercise, program, failed)
    if pitfall := pitfall_in(program.source):
        return f"{pitfall}\n\n{example}"
    for mistake in exercise.mistakes:
        if any(_agrees(exercise, twin, trials) for twin in mistake.twins):
            return f"{mistake.sentence}\n\n{example}"
    if gap := program.source.gap():
        return gap
    if outcome.failure is None and outcome.returned is None:
        instead = " It printed something; the check can only see what it returns." if outcome.printed else ""
        return (
            f"{call} returned nothing. Is its `return` missing, or out of reach, or is what it returns `None`?{instead}"
        )
    if waiting := unready(outcome.returned):
        return f"`{exercise.function}` should return {exercise.returns}. {waiting}\n\n{example}"
    if _is_right_when_rounded(exercise, trials):
        return (
            "That is right but for the rounding of floats, and a count is exact. Stay with integers all the way: every "
            f"`/` makes a float.\n\n{example}"
        )
    if holds_itself(outcome.returned):
        return f"A list that `{exercise.function}` returns holds itself. Was it appended to itself?\n\n{example}"
    if failed is not trials[0] and _is_right_alone(exercise, program.source, failed.arguments, start):
        return (
            f"The first call of `{exercise.function}` is right, a later one is not, so something is remembered from "
            f"call to call. Give every variable its starting value inside the function.\n\n{example}"
        )
    if outcome.failure is None and not exercise.is_of_the_form(failed.arguments, failed.value):
        return f"`{exercise.function}` should return {exercise.returns}.\n\n{example}"
    return example


def _agrees(exercise: Exercise, twin: Callable[..., Any], trials: list[Trial]) -> bool:
    """Tell whether a wrong twin comes to what the program came to, every time: the same value, or the same error."""
    for trial in trials:
        value, failure = _outcome_of(exercise, twin, trial.arguments)
        if failure or trial.outcome.failure:
            if not (failure and trial.outcome.failure and failure.kind == trial.outcome.failure.kind):
                return False
        elif not same(value, trial.value) and not _are_both_right(exercise, value, trial):
            return False
    return True


def _are_both_right(exercise: Exercise, value: Any, trial: Trial) -> bool:
    """Tell whether there are several right answers, and a twin has one and the program another: that says nothing."""
    return bool(exercise.is_right) and trial.is_right and exercise.accepts(trial.arguments, value)


def _is_right_when_rounded(exercise: Exercise, trials: list[Trial]) -> bool:
    """Tell whether integers were asked for, and floats came that are off by their rounding alone."""
    if exercise.is_right:
        return False
    expected = [exercise.read(exercise.answer(*trial.arguments)) for trial in trials]
    pairs = [(in_floats(right), trial.value) for right, trial in zip(expected, trials, strict=True)]
    return all(same(right, value, 1e-12) for right, value in pairs)


def _outcome_of(exercise: Exercise, twin: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, Failure | None]:
    try:
        return exercise.read(twin(*copy.deepcopy(arguments))), None
    except Exception as error:
        return None, failure_of(error)


def _is_right_alone(exercise: Exercise, source: Source, arguments: tuple[Any, ...], start: Start) -> bool:
    with start(source) as program:
        return _tried(exercise, program, [arguments])[0].is_right


def _example(exercise: Exercise, program: Running, failed: Trial) -> str:
    call, outcome = exercise.called(failed.arguments), failed.outcome
    if outcome.failure:
        return f"{call} stopped {outcome.failure.summary(program.source)}"
    answer = exercise.answer(*failed.arguments)
    if exercise.show:
        expected, got = (exercise.show(value, *failed.arguments) for value in (answer, outcome.returned))
    else:
        expected, got = (f"`{text}`" for text in shown_apart(answer, outcome.returned))
    printed = f"\nIt printed `{shown(outcome.printed.strip())}`." if outcome.printed.strip() else ""
    return f"{call} should return {expected}.\nYours returned {got}.{printed}"
