"""Differentiate as one does by hand, in a hurry: forward mode with one of its rules forgotten.

Each rule takes the value of an operation and its slopes, and returns a tangent. Slopes know the operation that they
belong to, so a rule can be right for all operations but one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import e
from typing import Any

from ordermatters.elementary import Operation, Slopes, cos, divide, exp, log, multiply, power, sin, tanh
from ordermatters.forward_mode import Dual

Rule = Callable[[Any, Slopes], Any]

FUNCTIONS = {"sin": sin, "cos": cos, "exp": exp, "log": log, "tanh": tanh}
_OPERATIONS = (*FUNCTIONS.values(), multiply, divide, power)


class _Slope(float):
    operation: Operation


class _Careless(Dual):
    def __init__(self, value: Any, tangent: Any, rule: Rule) -> None:
        super().__init__(value, tangent)
        self._rule = rule

    def carry(self, value: Any, slopes: Slopes) -> Dual:
        return _Careless(value, self._rule(value, slopes), self._rule)


def slope(f: Callable[[Any], Any], x: float, rule: Rule) -> Any:
    """Differentiate a function of one number at `x` by a rule."""
    with _slopes_that_know_their_operation():
        y = f(_Careless(x, 1.0, rule))
    return y.tangent if isinstance(y, Dual) else 0.0


def chain_rule(value: Any, slopes: Slopes) -> Any:
    """Do it right: each operand's tangent times the slope by it, added up."""
    return sum(slope * operand.tangent for operand, slope in slopes)


def without_inner_slope(value: Any, slopes: Slopes) -> Any:
    """Differentiate sin(u) to cos(u), whatever u is."""
    return slopes[0][1] if _operation(slopes) in FUNCTIONS.values() else chain_rule(value, slopes)


def power_without_inner_slope(value: Any, slopes: Slopes) -> Any:
    """Differentiate uᵏ to k·uᵏ⁻¹, whatever u is."""
    return slopes[0][1] if _operation(slopes) is power else chain_rule(value, slopes)


def with_wrong_sign(value: Any, slopes: Slopes) -> Any:
    """Differentiate cos to sin."""
    return -chain_rule(value, slopes) if _operation(slopes) is cos else chain_rule(value, slopes)


def with_a_minus_at_sin(value: Any, slopes: Slopes) -> Any:
    """Differentiate sin to -cos."""
    return -chain_rule(value, slopes) if _operation(slopes) is sin else chain_rule(value, slopes)


def at_the_inner_slope(value: Any, slopes: Slopes) -> Any:
    """Differentiate sin(u) to cos(u'), but sin(x) to cos(x)."""
    operation, inner_slope = _operation(slopes), slopes[0][0].tangent
    if operation and operation in FUNCTIONS.values() and inner_slope != 1:
        return operation.partials[0](inner_slope)
    return chain_rule(value, slopes)


def tanh_without_square(value: Any, slopes: Slopes) -> Any:
    """Differentiate tanh to 1 - tanh."""
    return (1 - value) * slopes[0][0].tangent if _operation(slopes) is tanh else chain_rule(value, slopes)


def without_second_term(value: Any, slopes: Slopes) -> Any:
    """Differentiate a·b to a'·b."""
    return chain_rule(value, slopes[:1] if _operation(slopes) is multiply else slopes)


def without_first_term(value: Any, slopes: Slopes) -> Any:
    """Differentiate a·b to a·b'."""
    return chain_rule(value, slopes[-1:] if _operation(slopes) is multiply else slopes)


def product_of_slopes(value: Any, slopes: Slopes) -> Any:
    """Differentiate a·b to a'·b'."""
    if _operation(slopes) is multiply and len(slopes) == 2:
        return slopes[0][0].tangent * slopes[1][0].tangent
    return chain_rule(value, slopes)


def with_the_old_power(value: Any, slopes: Slopes) -> Any:
    """Differentiate xᵏ to k·xᵏ."""
    right = chain_rule(value, slopes)
    return right * slopes[0][0].value if _operation(slopes) is power else right


def quotient_of_slopes(value: Any, slopes: Slopes) -> Any:
    """Differentiate a/b to a'/b'."""
    if _operation(slopes) is divide and len(slopes) == 2 and slopes[1][0].tangent:
        return slopes[0][0].tangent / slopes[1][0].tangent
    return chain_rule(value, slopes)


def quotient_with_a_plus(value: Any, slopes: Slopes) -> Any:
    """Differentiate a/b to (a'b + ab')/b²."""
    if _operation(slopes) is divide and len(slopes) == 2:
        return 2 * slopes[0][1] * slopes[0][0].tangent - chain_rule(value, slopes)
    return chain_rule(value, slopes)


def quotient_without_square(value: Any, slopes: Slopes) -> Any:
    """Differentiate a/b to a'b - ab'."""
    if _operation(slopes) is divide and len(slopes) == 2:
        return chain_rule(value, slopes) * slopes[1][0].value ** 2
    return chain_rule(value, slopes)


def exp_as_a_power(value: Any, slopes: Slopes) -> Any:
    """Differentiate exp(u) to u·exp(u − 1)."""
    right = chain_rule(value, slopes)
    return right * slopes[0][0].value / e if _operation(slopes) is exp else right


def _operation(slopes: Slopes) -> Operation | None:
    found: Operation | None = getattr(slopes[0][1], "operation", None)
    return found


@contextmanager
def _slopes_that_know_their_operation() -> Iterator[None]:
    kept = {operation: operation.partials for operation in _OPERATIONS}
    try:
        for operation, partials in kept.items():
            operation.partials = tuple(_labelled(operation, partial) for partial in partials)
        yield
    finally:
        for operation, partials in kept.items():
            operation.partials = partials


def _labelled(operation: Operation, partial: Callable[..., Any]) -> Callable[..., _Slope]:
    def labelled(*values: Any) -> _Slope:
        slope = _Slope(partial(*values))
        slope.operation = operation
        return slope

    return labelled
