"""What one step of a jaxpr costs: a product of matrices, work entry by entry, a call of other steps, or none.

JAX writes a function as a list of steps, each a *primitive* with a name: `dot_general`, `add`, `tanh` and so on. The
module `operations` adds up what they cost.
"""

from math import prod
from typing import Any

from jax.extend.core import JaxprEqn

from ordermatters.counting import OpCount

# Primitives that only call: the parameter that holds what they call. Some go by other names in other releases of JAX.
CALLS = {
    "jit": "jaxpr",
    "pjit": "jaxpr",
    "closed_call": "call_jaxpr",
    "core_call": "call_jaxpr",
    "core_closed_call": "call_jaxpr",
    "eval_jaxpr": "call_jaxpr",  # what JAX 0.12 makes of a checkpointed call that is split in two
    "checkpoint": "jaxpr",
    "remat": "jaxpr",
    "remat2": "jaxpr",
    "custom_jvp_call": "call_jaxpr",
    "custom_vjp_call": "call_jaxpr",
}

# Primitives that move numbers, choose among them, write them in another format or make constants.
MOVES = {
    *("broadcast_in_dim", "concatenate", "expand_dims", "pad", "reshape", "rev", "split", "squeeze", "transpose"),
    *("dynamic_slice", "dynamic_update_slice", "gather", "scatter", "select_n", "slice"),
    *("stack", "unstack"),  # from JAX 0.12 on
    *("complex", "imag", "real"),
    *("bitcast_convert_type", "convert_element_type", "reduce_precision"),
    *("copy", "copy_p", "device_put", "name", "optimization_barrier", "pvary", "sharding_constraint", "stop_gradient"),
    *("empty", "iota", "platform_index", "random_unwrap", "random_wrap"),
}


def product_shape(step: JaxprEqn) -> tuple[int, int, int, int]:
    """Read a `dot_general` as products of matrices: how many, and `m`, `n`, `p`.

    Every axis is one of three: shared by both factors and kept (a batch), summed over (together `n`), or kept from one
    factor alone (together `m` or `p`). A factor without an axis of the last kind is a vector: one row, or one column.
    """
    left, right = (variable.aval.shape for variable in step.invars)  # type: ignore[attr-defined]
    (left_summed, right_summed), (left_batch, right_batch) = step.params["dimension_numbers"]
    m = prod(size for i, size in enumerate(left) if i not in (*left_summed, *left_batch))
    p = prod(size for i, size in enumerate(right) if i not in (*right_summed, *right_batch))
    return prod(left[i] for i in left_batch), m, prod(left[i] for i in left_summed), p


def elementwise_cost(step: JaxprEqn, is_complex: bool = False) -> OpCount | None:
    """Count a step that adds or multiplies entry by entry; None for any other.

    Of complex numbers it counts what is done to their parts: two additions for a sum; four multiplications and two
    additions for a product; for a quotient, (ac + bd)/(c² + d²) and (bc − ad)/(c² + d²), eight and three.
    """
    arithmetic = _arithmetic(step)
    if arithmetic is None:
        return None
    products, quotients, sums = arithmetic
    if is_complex:
        return OpCount(4 * products + 8 * quotients, 2 * products + 3 * quotients + 2 * sums)
    return OpCount(products + quotients, sums)


def _arithmetic(step: JaxprEqn) -> tuple[int, int, int] | None:
    """Count products, quotients and sums of numbers, real or complex."""
    made = entries_made(step)
    match step.primitive.name:
        case "add" | "sub" | "add_any":
            return 0, 0, made
        case "mul" | "square":
            return made, 0, 0
        case "one_minus_square":  # the slope of tanh, from JAX 0.12 on
            return made, 0, made
        case "div":
            return 0, made, 0
        case "integer_pow":
            k = step.params["y"]  # 1/(x·x) for k = −2: one product, and one quotient
            return made * max(abs(k) - 1, 0), made * (k < 0), 0
        case "reduce_sum" | "cumsum":
            return 0, 0, _joins(step)
        case "reduce_prod" | "cumprod":
            return _joins(step), 0, 0
        case "scatter-add":
            return 0, 0, _entries(step.invars[2])  # what is added into, where, and what: one addition for each
    return None


def entries_made(step: JaxprEqn) -> int:
    """Count the numbers that a step makes."""
    return sum(_entries(variable) for variable in step.outvars)


def _joins(step: JaxprEqn) -> int:
    """Count n − 1 for each line of n entries that is added or multiplied up, running results kept or not."""
    taken, lines = _entries(step.invars[0]), _entries(step.outvars[0])
    if "axis" in step.params:  # a running sum makes as many entries as it takes
        lines //= max(step.invars[0].aval.shape[step.params["axis"]], 1)  # type: ignore[attr-defined]
    return max(taken - lines, 0)


def _entries(variable: Any) -> int:
    return prod(getattr(variable.aval, "shape", ()))
