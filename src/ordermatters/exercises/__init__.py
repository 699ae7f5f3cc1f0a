"""The exercises at the end of the lessons, and a check that says what is wrong.

Each exercise has a module of its own, named after it. They need nothing but Python, so the page that shows an exercise
checks it too: `python -m ordermatters.exercises` does the same in a terminal.

>>> verdict = check("matmul-cost", "def matmul_cost(m, n, p): return m * n * p, m * n * p")
>>> verdict.passed
False
>>> print(verdict.message.partition(":")[0])
The multiplications are right, but there are fewer additions
"""

import difflib
from importlib import import_module

from ordermatters.arguments import described, whole_number
from ordermatters.exercises.exercise import Exercise, Verdict
from ordermatters.exercises.judging import judge
from ordermatters.exercises.program import Program
from ordermatters.exercises.source import Source

__all__ = ["Exercise", "Verdict", "check", "load", "names"]

_NAMES = (
    "matmul-cost",
    "counted-matmul",
    "three-matrix-cost",
    "cheaper-direction",
    "best-order",
    "jacobian-by-hand",
    "columns",
    "dual-product",
    "columns-by-jax",
    "rows",
    "rows-by-jax",
    "gradient-of-your-own",
    "many-gradients",
    "forward-or-reverse",
    "low-rank",
    "hessian-by-hand",
    "colours",
)


def names() -> list[str]:
    """List the exercises in the order of the lessons.

    >>> names()[0]
    'matmul-cost'
    """
    return list(_NAMES)


def load(name: str) -> Exercise:
    """Load an exercise: its title, lesson, statement, starter, hints and solution.

    >>> load("matmul-cost").lesson
    'counting-a-product'

    Raises:
        ValueError: if there is no exercise of that name.
        TypeError: if its module holds no exercise, or one of another name.
    """
    if name not in _NAMES:
        near = difflib.get_close_matches(str(name), _NAMES, n=1)
        there = f"did you mean {near[0]}?" if near else f"there are {', '.join(_NAMES)}"
        raise ValueError(f"no exercise is called {name!r}; {there}")
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    exercise = getattr(module, "EXERCISE", None)
    if not isinstance(exercise, Exercise):
        raise TypeError(f"{module.__name__} has no EXERCISE that is an Exercise")
    if exercise.name != name:
        raise TypeError(f"{module.__name__} holds the exercise {exercise.name!r}, and not {name!r}")
    return exercise


def check(name: str, source: str, attempt: int = 0) -> Verdict:
    """Check a program against an exercise.

    The program is run, here and now: one that never ends has to be stopped by the caller.

    Args:
        name: the exercise's.
        source: the text of a program that defines the function asked for.
        attempt: draws the inputs, together with the program: unchanged, it gets the same verdict again, and a table of
            answers is another program, with other inputs. Another attempt draws others.

    Raises:
        TypeError: if the program is not a string or the attempt is not an integer.
        ValueError: if there is no exercise of that name.
    """
    exercise = load(name)
    if not isinstance(source, str):
        raise TypeError(f"source must be the text of a program, not {described(source)}")
    number = whole_number("attempt", attempt)
    return judge(exercise, source, lambda program: seed(name, program, number))


def check_and_see(name: str, source: str) -> tuple[Verdict, bool]:
    """Check as `check` does, and tell whether the program altered something that other programs share."""
    started: list[Program] = []

    def start(program: Source) -> Program:
        started.append(Program(program))
        return started[-1]

    verdict = judge(load(name), source, lambda program: seed(name, program, 0), start)
    return verdict, any(program.altered for program in started)


def seed(name: str, program: Source, attempt: int) -> str:
    """Draw a program's inputs from itself, comments and blank lines aside, and from the number of the attempt."""
    return f"{name} {attempt} {program.meaning}"
