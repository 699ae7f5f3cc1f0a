"""Making arrays of numbers in a row."""

from math import ceil
from operator import index

from smalljax import dtypes, joins, moves, operations
from smalljax.arrays import Array
from smalljax.core import Tracer
from smalljax.functions.making import _cut
from smalljax.refusals import lacking, public
from smalljax.values import asarray as as_is
from smalljax.values import concrete, convert, is_number


@public("jnp")
def arange(start, stop=None, step=None, dtype=None):
    """Count up from start, 0 unless there is a stop, to before stop."""
    ends = [start, stop, step]
    if any(isinstance(x, Tracer) for x in ends):
        raise concrete_error()
    if any(getattr(x, "shape", ()) != () for x in ends):
        raise ValueError(f"jax.numpy.arange: arguments must be scalars; got {ends}")
    ends = [x if x is None or is_number(x) else concrete(x).data[0] for x in ends]
    if any(isinstance(x, complex) for x in ends):
        raise lacking("complex numbers")
    kind = "f" if any(isinstance(x, float) for x in ends) else "i"
    found = dtypes.default(kind) if dtype is None else dtypes.wanted(dtype, "arange")
    first, end, by = (0, ends[0], 1) if stop is None else (ends[0], ends[1], 1 if step is None else ends[2])
    by = 1 if step is None else ends[2]
    if by == 0:
        raise ZeroDivisionError("division by zero")
    count = max(0, ceil((end - first) / by))
    if first == 0 and by == 1 and count:
        return joins.iota(shape=(count,), dtype=found, dimension=0)
    return Array(found.fit(_cut([first + i * by for i in range(count)], found)), (count,), found)


def concrete_error():
    from smalljax.errors import ConcretizationTypeError

    return ConcretizationTypeError("Abstract tracer value encountered where concrete value is expected: in jnp.arange")


def _line(first, last, count, endpoint, dtype):
    """Mix two numbers in ever other shares, by JAX's operations, of which one finds the distance."""
    gaps = count - 1 if endpoint else count
    operations.div(operations.sub(last, first), operations.constant(first, gaps))
    places = Array(dtype.fit([float(i) for i in range(gaps)]), (gaps,), dtype)
    steps = operations.div(places, operations.constant(places, gaps))
    back = operations.sub(operations.constant(steps, 1), steps)
    line = operations.add(operations.mul(first, back), operations.mul(last, steps))
    if not endpoint:
        return line
    return joins.concatenate(line, moves.broadcast_in_dim(last, shape=(1,), broadcast_dimensions=()), dimension=0)


@public("jnp")
def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    """Make numbers at equal distances."""
    if axis or retstep:
        raise lacking("jnp.linspace(…, axis=…)" if axis else "jnp.linspace(…, retstep=…)")
    first, last = as_is(start), as_is(stop)
    found = dtypes.joined([(first.dtype, first.weak_type), (last.dtype, last.weak_type)])[0]
    found = found if found.kind == "f" else dtypes.default("f")
    first, last, count = convert(first, found), convert(last, found), index(num)
    if first.shape or last.shape:
        raise lacking("jnp.linspace of arrays")
    line = (
        _line(first, last, count, endpoint, found)
        if count > 1
        else moves.broadcast_in_dim(first, shape=(count,), broadcast_dimensions=())
    )
    if dtype is None:
        return line
    asked = dtypes.wanted(dtype, "linspace")
    return convert(operations.floor(line) if asked.kind in "iu" else line, asked)
