"""What all operations entry by entry share: how they compute, carry tangents, do many at once, and are transposed."""

from itertools import repeat

from smalljax import core, scalars
from smalljax.arithmetic import doing
from smalljax.arrays import Shaped
from smalljax.core import Primitive, Var
from smalljax.moves import broadcast_in_dim, reduce_sum


def elementwise(name, function, *slopes, **rules):
    """Define an operation entry by entry: its name, as JAX has it, and what `define` takes."""
    return define(Primitive(name, None, None), function, slopes, **rules)


def define(primitive, function, slopes=(), careful=None, kind=None, transpose=None, whole=None):
    """Give a primitive the rules of an operation entry by entry.

    Args:
        primitive: which.
        function: from Python numbers to a Python number; or the name of an operator that is counted.
        slopes: one rule for each argument, or none where the slope is zero everywhere.
        careful: what to call where `function` raises an arithmetic error.
        kind: the kind of the result, where it is not the arguments'.
        transpose: for each argument the rule from the result's cotangent and the arguments to its cotangent.
        whole: the function for integers and for bools, where it is another one.
    """

    def value(*args, y=None):
        called = whole if whole and args[0].dtype.kind != "f" else function
        called, fallback = getattr(doing, called) if isinstance(called, str) else called, careful
        if y is not None:  # integer_pow alone has a parameter
            called, fallback = (lambda x: doing.power(x, y)), careful(y)
        return [_entries(called, fallback, args)]

    def slope(primals, tangents, **params):
        result = primitive(*primals, **params)
        rules = zip(slopes, tangents, strict=False)
        parts = [rule(t, result, *primals, **params) for rule, t in rules if t is not None]
        return [result], [_summed(parts, result.shape)]

    primitive.shape = lambda *args, **params: [_shape(primitive.name, args, kind)]
    primitive.value, primitive.slope = value, slope
    primitive.batch = lambda size, values, mapped, **params: _batched(primitive, size, values, mapped, params)
    primitive.transpose = transpose and _by_argument(transpose)
    return primitive


def _entries(function, fallback, args):
    size = len(args[0].data) if len(args) == 1 else max((x.data for x in args if x.shape), key=len, default=(0,))
    size = size if isinstance(size, int) else len(size)
    columns = [x.data if x.shape or size == 1 else repeat(x.data[0], size) for x in args]
    try:
        return list(map(function, *columns))
    except (ArithmeticError, ValueError):
        if fallback is None:
            raise
    columns = [x.data if x.shape or size == 1 else repeat(x.data[0], size) for x in args]
    return [scalars.careful(fallback, function, *numbers) for numbers in zip(*columns, strict=False)]


def _shape(name, args, kind):
    """Find what an operation makes: arguments are of one kind, and of one shape or single numbers."""
    shape = max((x.shape for x in args), key=len)
    if any(x.shape not in ((), shape) for x in args):
        raise TypeError(f"{name} got incompatible shapes for broadcasting: {', '.join(str(x.shape) for x in args)}.")
    return Shaped(shape, kind or args[0].dtype, all(x.weak_type for x in args))


def _summed(parts, shape):
    """Add up what the arguments add to a tangent; None if that is nothing."""
    total = None
    for part in parts:
        total = part if total is None else core.add_any(total, part)
    return (
        total
        if total is None or total.shape == shape
        else broadcast_in_dim(total, shape=shape, broadcast_dimensions=())
    )


def _batched(primitive, size, values, mapped, params):
    """Do an operation for many: what all share, and single numbers that differ, are spread to the common shape."""
    shape = max((x.shape[1:] if many else x.shape for x, many in zip(values, mapped, strict=True)), key=len)

    def spread(x, many):
        if many and x.ndim <= len(shape):
            return broadcast_in_dim(x, shape=(size, *shape), broadcast_dimensions=(0,))
        if many or not x.ndim:
            return x
        return broadcast_in_dim(x, shape=(size, *shape), broadcast_dimensions=tuple(range(1, len(shape) + 1)))

    return [primitive(*map(spread, values, mapped), **params)], [True]


def _by_argument(rules):
    def transpose(cotangents, *args, **params):
        [given] = cotangents
        return [
            _unbroadcast(x.aval, rule(given, *args, **params)) if isinstance(x, Var) else None
            for rule, x in zip(rules, args, strict=True)
        ]

    return transpose


def _unbroadcast(aval, cotangent):
    """Add up what a single number was spread to."""
    return cotangent if cotangent.shape == aval.shape else reduce_sum(cotangent, axes=tuple(range(cotangent.ndim)))
