"""Where the project is broken on purpose: one edit each, and the tests that must notice."""

from typing import NamedTuple


class Mutant(NamedTuple):
    """One edit to one file, and the tests that must fail after it."""

    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def _library(module: str, *edits: tuple[str, str], tests: str = "") -> list[Mutant]:
    test = f"tests/library/test_{tests or module}.py"
    return [Mutant(f"src/ordermatters/{module}.py", old, new, (test,)) for old, new in edits]


LIBRARY = [
    *_library(
        "counting",
        ("additions=m * p * (n - 1)", "additions=m * p * n"),
        ("multiplications += 1\n            for", "for"),
        ("if len(rows[0]) != len(right):", "if False:"),
        ("return self.multiplications + self.additions", "return self.multiplications"),
    ),
    *_library(
        "chains",
        ("bracketing = (position, bracketing)", "bracketing = (bracketing, position)"),
        ("area = sizes[low] * sizes[high]", "area = sizes[low] + sizes[high]"),
        ("counts.append(matmul_cost(left[0], left[1], right[1]))", "counts.append(matmul_cost(left[0], left[1], 1))"),
    ),
    *_library(
        "polygon",
        ("weights[walked[-1][0]] >= weights[end]", "weights[walked[-1][0]] > weights[end]"),
        ("lightest = min(start, end)", "lightest = max(start, end)"),
        ("multiplications - entries", "multiplications"),
    ),
    *_library(
        "forward_mode",
        ("slope * operand.tangent", "operand.tangent"),
        ("if level_of(output) == level else 0.0", "if level_of(output) == level else 1.0"),
    ),
    *_library(
        "reverse_mode",
        ("adjoints[operand] += adjoints[place] * slope", "adjoints[operand] = adjoints[place] * slope"),
        ("for place in reversed(range(len(tape))):", "for place in range(len(tape)):"),
    ),
    *_library(
        "accumulation",
        ("tangent_cost=dims[0] * edges", "tangent_cost=dims[-1] * edges"),
        ("if edges < 0:", "if False:"),
    ),
    *_library(
        "jacobians",
        ("return jax.vmap(column, out_axes=-1)(one_hots)", "return jax.vmap(column)(one_hots)"),
        ("if output.ndim == 0:", "if False:"),
    ),
]

MUTANTS = LIBRARY
