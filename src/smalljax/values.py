"""From what readers write to arrays: numbers, lists, NumPy's arrays, and what is traced."""

from smalljax import dtypes, joins, moves
from smalljax.arrays import Array, Value, scalar
from smalljax.core import Tracer
from smalljax.refusals import lacking


def is_number(x):
    return isinstance(x, (bool, int, float))


def foreign(x):
    """Say whether x is one of NumPy's arrays or numbers (small JAX's own NumPy, that is)."""
    return hasattr(x, "_flat")


def asarray(x, where="an argument"):
    """Turn a value into an array, weak if it is a Python number.

    Raises:
        TypeError: if it is text, `None` or another object that is not a number.
        OverflowError: if an integer does not fit its kind.
    """
    if isinstance(x, Value):
        return x
    if foreign(x):
        dtype = dtypes.canonical(x.dtype)
        return Array(dtype.fit(x._flat()), x.shape, dtype)
    if isinstance(x, complex):
        raise lacking("complex numbers")
    if is_number(x):
        kind = "b" if isinstance(x, bool) else "i" if isinstance(x, int) else "f"
        return Array([checked(x, dtypes.default(kind))], (), dtypes.default(kind), kind != "b")
    if hasattr(x, "__jax_array__"):
        return asarray(x.__jax_array__(), where)
    raise TypeError(f"Value {x!r} with type {type(x)} is not a valid JAX type")


def checked(number, dtype):
    """Fit one Python number into a kind.

    Raises:
        OverflowError: if an integer is too large.
    """
    if dtype.kind in "iu" and isinstance(number, int) and not dtype.low <= number <= dtype.high:
        raise OverflowError(f"Python integer {number} out of bounds for {dtype.name}")
    return dtype.fit([number])[0]


def convert(x, dtype, weak_type=False):
    """Turn an array into another kind."""
    if x.dtype is dtype and x.weak_type == weak_type:
        return x
    if isinstance(x, Array) and x.shape == () and not (x.dtype.kind == "f" and dtype.kind != "f"):
        return scalar(x.data[0] if dtype.kind != "f" else float(x.data[0]), dtype, weak_type)
    return joins.convert_element_type(x, new_dtype=dtype, weak_type=weak_type)


def promoted(*args, floating=False):
    """Turn arguments into arrays of the kind that they make together; of floating-point numbers, if so wanted."""
    arrays = [asarray(x) for x in args]
    dtype, weak = dtypes.joined([(x.dtype, x.weak_type) for x in arrays])
    if floating and dtype.kind != "f":
        dtype = dtypes.default("f")
    for x in args:
        if isinstance(x, int) and not isinstance(x, bool) and dtype.kind in "iu":
            checked(x, dtype)
    if dtype.kind == "b" and len(arrays) > 1:  # of several bools JAX forgets that they came of plain numbers
        weak = False
    return [convert(x, dtype, weak) for x in arrays]


def broadcast_shapes(*shapes):
    """Find the common shape of several.

    Raises:
        ValueError: if there is none.
    """
    result = []
    for i in range(-max(map(len, shapes), default=0), 0):
        sizes = {shape[i] for shape in shapes if len(shape) >= -i} - {1}
        if len(sizes) > 1:
            raise ValueError(f"Incompatible shapes for broadcasting: shapes={list(shapes)}")
        result.append(sizes.pop() if sizes else 1)
    return tuple(result)


def broadcast_to(x, shape):
    """Repeat an array to a shape, its axes being the last ones."""
    if x.shape == tuple(shape):
        return x
    dimensions = tuple(range(len(shape) - x.ndim, len(shape)))
    return moves.broadcast_in_dim(x, shape=tuple(shape), broadcast_dimensions=dimensions)


def aligned(*arrays):
    """Bring arrays to one shape; single numbers stay as they are."""
    try:
        shape = broadcast_shapes(*(x.shape for x in arrays))
    except ValueError:
        if len({x.ndim for x in arrays if x.ndim}) > 1:
            raise
        shapes = ", ".join(str(x.shape) for x in arrays)
        raise TypeError(f"add got incompatible shapes for broadcasting: {shapes}.") from None
    return [x if x.shape == () else broadcast_to(x, shape) for x in arrays]


def concrete(x, what="a number"):
    """Give the numbers of an array.

    Raises:
        ConcretizationTypeError: it is being traced and has none.
    """
    from smalljax.errors import ConcretizationTypeError

    x = asarray(x)
    if isinstance(x, Tracer):
        x = known(x)
        if x is None:
            raise ConcretizationTypeError(f"Abstract tracer value encountered where concrete value is expected: {what}")
    return x


def known(x):
    """Look through tangents for the numbers below; None if they are many or none."""
    while isinstance(x, Tracer):
        if "primal" not in x.__dict__:
            return None
        x = x.primal
    return x
