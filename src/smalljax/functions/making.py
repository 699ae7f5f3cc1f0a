"""Making arrays: from numbers and lists, or filled with something."""

from operator import index

from smalljax import dtypes, joins, moves, operations
from smalljax.arrays import Array, Value
from smalljax.core import Tracer
from smalljax.refusals import public
from smalljax.values import asarray as as_is
from smalljax.values import broadcast_to, checked, convert, foreign, is_number


def _shape_and_leaves(x, leaves):
    """Walk through nested lists; refuse ragged ones."""
    if not isinstance(x, (list, tuple)):
        leaves.append(x)
        return () if is_number(x) else getattr(x, "shape", ())
    shapes = [_shape_and_leaves(part, leaves) for part in x]
    if any(shape != shapes[0] for shape in shapes):
        raise ValueError("setting an array element with a sequence. The requested array has an inhomogeneous shape")
    return (len(x), *(shapes[0] if shapes else ()))


def from_list(x, dtype):
    """Make an array of nested lists or tuples: of numbers, arrays, and what is traced."""
    leaves: list = []
    shape = _shape_and_leaves(x, leaves)
    if all(map(is_number, leaves)):
        kind = "f" if not leaves or any(isinstance(v, float) for v in leaves) else ""
        kind = kind or ("b" if all(isinstance(v, bool) for v in leaves) else "i")
        found = dtype or dtypes.default(kind)
        if kind != "f" or found.kind != "f":
            return Array([checked(v, found) for v in _cut(leaves, found)], shape, found)
        return Array(found.fit(list(map(float, leaves))), shape, found)
    arrays = [as_is(leaf) for leaf in leaves]
    found = dtype or dtypes.joined([(a.dtype, a.weak_type) for a in arrays])[0]
    arrays = [convert(a, found) for a in arrays]
    if all(isinstance(a, Array) for a in arrays):
        return Array([v for a in arrays for v in a.data], shape, found)
    rows = [
        moves.broadcast_in_dim(a, shape=(1, *a.shape), broadcast_dimensions=tuple(range(1, a.ndim + 1))) for a in arrays
    ]
    joined = joins.concatenate(*rows, dimension=0) if len(rows) > 1 else rows[0]
    return joined if joined.shape == shape else moves.reshape(joined, new_sizes=shape)


def _cut(leaves, dtype):
    """Cut fractions off where integers are asked for."""
    return [int(v) if dtype.kind in "iu" else float(v) if dtype.kind == "f" else bool(v) for v in leaves]


def _made(x, dtype, name):
    found = None if dtype is None else dtypes.wanted(dtype, name)
    if isinstance(x, (list, tuple)):
        return from_list(x, found)
    if isinstance(x, (str, bytes)):
        raise TypeError(f"JAX only supports number, bool, and key dtypes, got dtype <U{len(x)} in {name}")
    if hasattr(x, "__iter__") and not isinstance(x, Value) and not foreign(x):
        raise TypeError(f"Unexpected input type for array: {type(x)}")
    if x is None:
        raise ValueError("None is not a valid value for jnp.array")
    if found is None:
        return as_is(x)
    if is_number(x):
        number = checked(x, found) if found.kind in "iu" and isinstance(x, int) else x
        return convert(as_is(number) if abs(number) < 2**31 or found.kind != "f" else as_is(float(number)), found)
    return convert(as_is(x), found)


@public("jnp")
def array(object, dtype=None, copy=True, ndmin=0):
    """Make an array of numbers, nested lists or another array."""
    made = _made(object, dtype, "array")
    return moves.reshape(made, new_sizes=(1,) * (ndmin - made.ndim) + made.shape) if made.ndim < ndmin else made


@public("jnp")
def asarray(a, dtype=None, copy=None):
    """Make an array of what may be one already."""
    return _made(a, dtype, "asarray")


def shape_of(shape):
    """Turn an integer or a list of them into a shape."""
    if isinstance(shape, Tracer):
        raise TypeError("Shapes must be 1D sequences of concrete values of integer type, got a traced value")
    sizes = tuple(shape) if hasattr(shape, "__iter__") and getattr(shape, "shape", None) != () else (shape,)
    try:
        sizes = tuple(map(index, sizes))
    except TypeError:
        raise TypeError(f"Shapes must be 1D sequences of concrete values of integer type, got {shape}.") from None
    if any(n < 0 for n in sizes):
        raise TypeError(f"shape must have every element be nonnegative, got {sizes}.")
    return sizes


@public("jnp")
def full(shape, fill_value, dtype=None):
    """Fill a shape with a number."""
    if isinstance(fill_value, int) and dtype is None:  # JAX cuts a number that is too large here, and raises elsewhere
        fill_value = dtypes.default("i").fit([fill_value])[0] if not isinstance(fill_value, bool) else fill_value
    value = _made(fill_value, dtype, "full")
    weak = dtype is None and value.weak_type
    return broadcast_to(convert(value, value.dtype, weak), shape_of(shape))


def _filled(shape, number, dtype, name):
    found = dtypes.default("f") if dtype is None else dtypes.wanted(dtype, name)
    one = Array(found.fit([number]), (), found)
    shape = shape_of(shape)
    return moves.broadcast_in_dim(one, shape=shape, broadcast_dimensions=()) if shape else one


@public("jnp")
def zeros(shape, dtype=None):
    """Make zeros."""
    return _filled(shape, 0, dtype, "zeros")


@public("jnp")
def ones(shape, dtype=None):
    """Make ones."""
    return _filled(shape, 1, dtype, "ones")


@public("jnp")
def empty(shape, dtype=None):
    """Make zeros: JAX's `empty` does, too."""
    return _filled(shape, 0, dtype, "empty")


def _like(a, dtype, shape, number, name):
    a = as_array_or_number(a)
    made = _filled(a.shape if shape is None else shape, number, a.dtype if dtype is None else dtype, name)
    return convert(made, made.dtype, a.weak_type and dtype is None)


def as_array_or_number(a):
    """Take an array, a number or anything with a shape and a kind; lists are refused, as in JAX."""
    if isinstance(a, (list, tuple)):
        raise TypeError(f"expected an array, got {type(a)}: lists are not converted")
    return a if hasattr(a, "weak_type") else as_is(a)


@public("jnp")
def zeros_like(a, dtype=None, shape=None):
    """Make zeros of a's shape and kind."""
    return _like(a, dtype, shape, 0, "zeros_like")


@public("jnp")
def ones_like(a, dtype=None, shape=None):
    """Make ones of a's shape and kind."""
    return _like(a, dtype, shape, 1, "ones_like")


@public("jnp")
def full_like(a, fill_value, dtype=None, shape=None):
    """Make an array of a's shape and kind, filled with a number."""
    a = as_array_or_number(a)
    found = a.dtype if dtype is None else dtypes.wanted(dtype, "full_like")
    value = convert(as_is(fill_value), found, a.weak_type and dtype is None)
    return broadcast_to(value, a.shape if shape is None else shape_of(shape))


@public("jnp")
def eye(N, M=None, k=0, dtype=None):
    """Make a matrix with ones on one diagonal."""
    found = dtypes.default("f") if dtype is None else dtypes.wanted(dtype, "eye")
    shape, whole = (index(N), index(N if M is None else M)), dtypes.default("i")
    if min(shape) < 0:
        raise ValueError(f"negative dimensions are not allowed, got {shape}")
    rows, columns = (joins.iota(shape=shape, dtype=whole, dimension=d) for d in (0, 1))
    shifted = operations.add(rows, operations.constant(rows, index(k)))
    return convert(operations.eq(shifted, columns), found)


@public("jnp")
def identity(n, dtype=None):
    """Make a square matrix with ones on the diagonal."""
    return eye(n, dtype=dtype)
