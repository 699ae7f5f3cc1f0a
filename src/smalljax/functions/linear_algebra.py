"""Products of arrays, and norms."""

from operator import index

from smalljax import operations as op
from smalljax.functions import reducing
from smalljax.functions.entry import not_text
from smalljax.functions.reducing import one_axis, reshaped
from smalljax.moves import transpose as permuted
from smalljax.products import dot_general
from smalljax.refusals import lacking, public
from smalljax.values import asarray, broadcast_shapes, broadcast_to, promoted


def contracted(x, y, x_axes, y_axes, x_batch=(), y_batch=()):
    """Multiply two arrays, summing over pairs of axes."""
    x, y = promoted(x, y)
    numbers = ([list(x_axes), list(y_axes)], [list(x_batch), list(y_batch)])
    numbers = (tuple(numbers[0]), tuple(numbers[1]))
    if x.dtype.kind == "b":
        raise lacking("product of bool matrices")
    return dot_general(x, y, dimension_numbers=numbers, preferred_element_type=x.dtype)


@public("jnp")
def dot(a, b):
    """Multiply: the last axis of a with the last but one of b."""
    not_text("dot", a, b)
    x, y = asarray(a), asarray(b)
    if not x.ndim or not y.ndim:
        return op.mul(*promoted(x, y))
    y_axis = y.ndim - 2 if y.ndim > 1 else 0
    _check_inner("dot", x, y, x.ndim - 1, y_axis)
    return contracted(x, y, [x.ndim - 1], [y_axis])


def _check_inner(name, x, y, x_axis, y_axis):
    if x.shape[x_axis] != y.shape[y_axis]:
        raise TypeError(
            f"{name}: dot_general requires contracting dimensions to have the same shape, got "
            f"({x.shape[x_axis]},) and ({y.shape[y_axis]},)."
        )


@public("jnp")
def matmul(a, b):
    """Multiply matrices; further axes in front are batches."""
    not_text("matmul", a, b)
    x, y = asarray(a), asarray(b)
    if not x.ndim or not y.ndim:
        raise ValueError(f"matmul input operand {0 if not x.ndim else 1} must have ndim at least 1, but it has ndim 0")
    y_axis = y.ndim - 2 if y.ndim > 1 else 0
    _check_inner("matmul", x, y, x.ndim - 1, y_axis)
    x_front, y_front = x.shape[:-2], y.shape[:-2]
    if not x_front or not y_front:
        return _stacks_first(x, y) if y_front and x.ndim > 1 else contracted(x, y, [x.ndim - 1], [y_axis])
    try:
        batch = broadcast_shapes(x_front, y_front)
    except ValueError:
        raise ValueError(f"Incompatible shapes for matmul: {x.shape} and {y.shape}") from None
    x, y = broadcast_to(x, (*batch, *x.shape[-2:])), broadcast_to(y, (*batch, *y.shape[-2:]))
    axes = range(len(batch))
    return contracted(x, y, [x.ndim - 1], [y.ndim - 2], axes, axes)


def _stacks_first(x, y):
    """Multiply where only the second has batches: their axes come first in the result."""
    result = contracted(x, y, [x.ndim - 1], [y.ndim - 2])
    n = y.ndim - 2
    order = (*range(x.ndim - 1, x.ndim - 1 + n), *range(x.ndim - 1), result.ndim - 1)
    return permuted(result, permutation=order)


@public("jnp")
def vdot(a, b):
    """Multiply two arrays as vectors."""
    x, y = asarray(a), asarray(b)
    return dot(reshaped(x, (x.size,)), reshaped(y, (y.size,)))


@public("jnp")
def inner(a, b):
    """Multiply the last axes."""
    x, y = asarray(a), asarray(b)
    if not x.ndim or not y.ndim:
        return op.mul(*promoted(x, y))
    _check_inner("inner", x, y, x.ndim - 1, y.ndim - 1)
    return contracted(x, y, [x.ndim - 1], [y.ndim - 1])


@public("jnp")
def outer(a, b):
    """Multiply each entry of a by each of b."""
    not_text("outer", a, b)
    x, y = asarray(a), asarray(b)
    return reshaped(x, (x.size, 1)) * reshaped(y, (1, y.size))


@public("jnp")
def tensordot(a, b, axes=2):
    """Multiply, summing over several axes."""
    x, y = asarray(a), asarray(b)
    if isinstance(axes, (tuple, list)):
        first, second = ((k,) if isinstance(k, int) else tuple(k) for k in axes)
        first, second = tuple(one_axis(k, x.ndim) for k in first), tuple(one_axis(k, y.ndim) for k in second)
    else:
        n = index(axes)
        first, second = tuple(range(x.ndim - n, x.ndim)), tuple(range(n))
    for i, j in zip(first, second, strict=True):
        _check_inner("tensordot", x, y, i, j)
    return contracted(x, y, first, second)


@public("jnp.linalg")
def norm(x, ord=None, axis=None, keepdims=False):
    """Take a norm: the Euclidean one, or of vectors that of another order."""
    not_text("norm", x)
    [x] = promoted(x, floating=True)
    x = op.convert(x, x.dtype)
    axes = reducing.axes_of(axis, x)
    if ord is None or (ord == 2 and len(axes) == 1) or (ord == "fro" and len(axes) == 2):
        return op.sqrt(reducing.sum(op.mul(x, x), axis=axes, keepdims=keepdims))
    if len(axes) != 1:
        raise lacking("jnp.linalg.norm of a matrix, of another order than Frobenius's")
    size = op.abs_(x)
    if ord in (float("inf"), -float("inf")):
        return (reducing.max if ord > 0 else reducing.min)(size, axis=axes, keepdims=keepdims)
    if ord == 0:
        return op.convert(reducing.sum(op.ne(x, op.constant(x, 0)), axis=axes, keepdims=keepdims), x.dtype)
    if ord == 1:
        return reducing.sum(size, axis=axes, keepdims=keepdims)
    if not isinstance(ord, (int, float)):
        raise ValueError(f"Invalid order '{ord}' for vector norm.")
    return reducing.sum(size**ord, axis=axes, keepdims=keepdims) ** (1.0 / ord)
