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

from ordermatters.exercises.comparing import same, shown, shown_apart
from ordermatters.exercises.exercise import Exercise, Verdict
from ordermatters.exercises.program import Diagnosis, Outcome, Program


@dataclass(frozen=True)
class _Trial:
    arguments: tuple[Any, ...]
    outcome: Outcome
    is_right: bool


def judge(exercise: Exercise, source: str, attempt: int = 0) -> Verdict:
    """Run a program on inputs drawn for this attempt, and say what is wrong with it."""
    try:
        program = Program(source)
        if exercise.adapt:
            exercise = exercise.adapt(exercise, program)
        inputs = exercise.inputs(Random(f"{exercise.name} {attempt}"))
        trials = _tried(exercise, program, inputs)
        failed = [trial for trial in trials if not trial.is_right]
        if failed:
            raise Diagnosis(_explanation(exercise, program, trials, failed[0]))
    except Diagnosis as diagnosis:
        return Verdict(False, str(diagnosis))
    return Verdict(True, f"Right, for all {len(trials)} inputs tried. {exercise.praise}")


def _tried(exercise: Exercise, program: Program, inputs: list[tuple[Any, ...]]) -> list[_Trial]:
    function = program.function(exercise.function)
    _check_parameters(exercise, function, inputs[0])
    trials = []
    for arguments in inputs:
        outcome = program.call(function, arguments, exercise.read)
        is_right = outcome.error is None and exercise.accepts(arguments, outcome.value)
        trials.append(_Trial(arguments, outcome, is_right))
    return trials


def _check_parameters(exercise: Exercise, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        signature = inspect.signature(function)
    except ValueError:  # a built-in function may have none
        return
    try:
        signature.bind(*arguments)
    except TypeError:
        asked = ", ".join(inspect.signature(exercise.answer).parameters)
        own = ", ".join(signature.parameters)
        name = exercise.function
        raise Diagnosis(f"The check calls `{name}({asked})`, but your function is `{name}({own})`.") from None


def _explanation(exercise: Exercise, program: Program, trials: list[_Trial], failed: _Trial) -> str:
    """Go from what is most certain to what says least."""
    outcome, call = failed.outcome, exercise.called(failed.arguments)
    if isinstance(outcome.error, Diagnosis):
        return str(outcome.error)
    example = _example(exercise, program, failed)
    for mistake in exercise.mistakes:
        if any(_agrees(exercise, twin, trials) for twin in mistake.twins):
            return f"{mistake.sentence}\n\n{example}"
    if gap := program.gap():
        return f"There is still a `...` in line {gap}: put your own code in its place."
    if outcome.error is None and outcome.value is None:
        instead = " It printed something; the check can only see what it returns." if outcome.printed else ""
        return f"{call} returned nothing. Is its `return` missing, or out of reach?{instead}"
    if failed is not trials[0] and _is_right_alone(exercise, program, failed.arguments):
        return (
            f"The first call of `{exercise.function}` is right, a later one is not, so something is remembered from "
            f"call to call. Give every variable its starting value inside the function.\n\n{example}"
        )
    if outcome.error is None and not exercise.is_of_the_form(failed.arguments, outcome.value):
        return f"`{exercise.function}` should return {exercise.returns}.\n\n{example}"
    return example


def _agrees(exercise: Exercise, twin: Callable[..., Any], trials: list[_Trial]) -> bool:
    """Tell whether a wrong twin comes to what the program came to, every time: the same value, or the same error."""
    for trial in trials:
        try:
            value = exercise.read(twin(*copy.deepcopy(trial.arguments)))
        except Exception as error:
            if type(error) is not type(trial.outcome.error):
                return False
        else:
            if trial.outcome.error or not same(value, trial.outcome.value):
                return False
    return True


def _is_right_alone(exercise: Exercise, program: Program, arguments: tuple[Any, ...]) -> bool:
    return _tried(exercise, Program(program.source), [arguments])[0].is_right


def _example(exercise: Exercise, program: Program, failed: _Trial) -> str:
    call, outcome = exercise.called(failed.arguments), failed.outcome
    answer = exercise.answer(*failed.arguments)
    if outcome.error:
        return f"{call} stopped {program.told(outcome.error)}"
    if exercise.show:
        expected, got = (exercise.show(value, *failed.arguments) for value in (answer, outcome.returned))
    else:
        expected, got = (f"`{text}`" for text in shown_apart(answer, outcome.returned))
    printed = f"\nIt printed `{shown(outcome.printed.strip())}`." if outcome.printed.strip() else ""
    return f"{call} should return {expected}.\nYours returned {got}.{printed}"
