"""Exercise `hessian-by-hand`: the slopes of a gradient."""

from collections.abc import Callable
from random import Random
from typing import Any

from ordermatters.exercises.exercise import Exercise, Mistake

STATEMENT = """\
Take f(x) = x1²·x2 + x2·x3³, three numbers in and one out. Write `hessian_by_hand(x1, x2, x3)` so that it returns its
Hessian there, three rows of three numbers: entry i, j is the slope by xj of the slope by xi.
"""

STARTER = """\
def hessian_by_hand(x1, x2, x3):
    return [
        [..., ..., ...],
        [..., ..., ...],
        [..., ..., ...],
    ]
"""

HINTS = (
    "First the gradient: (2·x1·x2, x1² + x3³, 3·x2·x3²).",
    "The first row has the three slopes of 2·x1·x2: by x1, by x2, by x3.",
    "The matrix equals its transpose: six slopes, of which three stand there twice.",
)

SOLUTION = """\
def hessian_by_hand(x1, x2, x3):
    return [
        [2 * x2, 2 * x1, 0],
        [2 * x1, 0, 3 * x3**2],
        [0, 3 * x3**2, 6 * x2 * x3],
    ]
"""

Rows = list[list[float]]


def inputs(random: Random) -> list[tuple[Any, ...]]:
    """Draw points at which no two slopes happen to be equal, then one of fractions where all that can are negative."""
    drawn = [tuple(map(float, random.sample(range(2, 12), 3))) for _ in range(4)]
    x1, x2, x3 = (x / 4 for x in random.sample(range(1, 20, 2), 3))
    return [(1.0, 2.0, 3.0), *drawn, (-x1, -x2, x3)]


def answer(x1: float, x2: float, x3: float) -> Rows:
    """Write the six slopes down, each where it stands."""
    return [[2 * x2, 2 * x1, 0.0], [2 * x1, 0.0, 3 * x3**2], [0.0, 3 * x3**2, 6 * x2 * x3]]


def _gradient(x1: float, x2: float, x3: float) -> list[float]:
    return [2 * x1 * x2, x1**2 + x3**3, 3 * x2 * x3**2]


def _kept(x1: float, x2: float, x3: float, below: bool, above: bool) -> Rows:
    full = answer(x1, x2, x3)
    return [
        [entry if i == j or (below and j < i) or (above and j > i) else 0.0 for j, entry in enumerate(row)]
        for i, row in enumerate(full)
    ]


def _with(**changed: Callable[..., float]) -> Callable[..., Rows]:
    """Make a twin in which some of the slopes are others: `x1x2` is the one by both, once on each side."""

    def twin(x1: float, x2: float, x3: float) -> Rows:
        full = answer(x1, x2, x3)
        for name, slope in changed.items():
            i, j = int(name[1]) - 1, int(name[3]) - 1
            full[i][j] = full[j][i] = slope(x1, x2, x3)
        return full

    return twin


MISTAKES = (
    Mistake(
        "Right at (1, 2, 3), and there alone: your matrix is always the same. Write its entries with x1, x2 and x3.",
        lambda x1, x2, x3: answer(1.0, 2.0, 3.0),
    ),
    Mistake(
        "That is the gradient. Each of its three entries has three slopes of its own: they make a row.",
        _gradient,
        lambda x1, x2, x3: [[entry] for entry in _gradient(x1, x2, x3)],
    ),
    Mistake(
        "The diagonal is right. The other entries are not all zero: the slope by x1, 2·x1·x2, changes with x2, too.",
        lambda x1, x2, x3: _kept(x1, x2, x3, below=False, above=False),
        lambda x1, x2, x3: [2 * x2, 0.0, 6 * x2 * x3],
    ),
    Mistake(
        "That is the gradient, times itself or along the diagonal. Entry i, j is how fast entry i of the gradient "
        "changes with xj: differentiate once more.",
        lambda *x: [[a * b for b in _gradient(*x)] for a in _gradient(*x)],
        lambda *x: [[a if i == j else 0.0 for j in range(3)] for i, a in enumerate(_gradient(*x))],
    ),
    Mistake(
        "The slope of x3³ is 3·x3²: that is how fast the slope by x2, x1² + x3³, changes with x3. The rest is right.",
        *(_with(x2x3=slope) for slope in (lambda a, b, c: 3 * c, lambda a, b, c: 2 * c**2, lambda a, b, c: c**2)),
        *(_with(x2x3=slope) for slope in (lambda a, b, c: 3 * c**3, lambda a, b, c: c**3)),
    ),
    Mistake(
        "The slope of x1² is 2·x1: that is how fast the slope by x2, x1² + x3³, changes with x1. The rest is right.",
        *(_with(x1x2=slope) for slope in (lambda a, b, c: a, lambda a, b, c: a**2, lambda a, b, c: 2.0)),
    ),
    Mistake(
        "The entry in the middle is 0: the slope by x2, x1² + x3³, does not contain x2. The rest is right.",
        *(_with(x2x2=slope) for slope in (lambda a, b, c: 1.0, lambda a, b, c: 2.0, lambda a, b, c: a**2 + c**3)),
    ),
    Mistake(
        "Every entry that stands there is right, but a half is missing: entry i, j is entry j, i.",
        lambda x1, x2, x3: _kept(x1, x2, x3, below=False, above=True),
        lambda x1, x2, x3: _kept(x1, x2, x3, below=True, above=False),
    ),
    Mistake(
        "The slope by x3 of 3·x2·x3² is 6·x2·x3: the square has a slope, too.",
        lambda x1, x2, x3: [*answer(x1, x2, x3)[:2], [0.0, 3 * x3**2, 3 * x2 * x3]],
        lambda x1, x2, x3: [*answer(x1, x2, x3)[:2], [0.0, 3 * x3**2, 3 * x2 * x3**2]],
        lambda x1, x2, x3: [*answer(x1, x2, x3)[:2], [0.0, 3 * x3**2, 6 * x3]],
    ),
)

EXERCISE = Exercise(
    name="hessian-by-hand",
    title="A Hessian by hand",
    lesson="slopes-of-slopes",
    statement=STATEMENT,
    starter=STARTER,
    hints=HINTS,
    solution=SOLUTION,
    praise="Nine entries, six slopes: a Hessian equals its transpose.",
    function="hessian_by_hand",
    returns="three rows of three numbers each, as nested lists",
    inputs=inputs,
    answer=answer,
    mistakes=MISTAKES,
    library=("hessian", "jacfwd", "jacrev", "grad", "jvp", "vjp"),
)
