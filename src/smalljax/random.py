"""Random numbers as JAX makes them: from a key, by the generator Threefry, so that a key gives JAX's numbers.

Source: J. Salmon, M. Moraes, R. Dror and D. Shaw, *Parallel random numbers: as easy as 1, 2, 3* (2011).
"""

from math import log2, prod, sqrt

from smalljax import dtypes, joins, moves
from smalljax import operations as op
from smalljax.arrays import Array
from smalljax.functions import entry, picking
from smalljax.functions.making import shape_of
from smalljax.functions.reducing import reshaped
from smalljax.refusals import lacking, missing_names, public
from smalljax.threefry import MASK, both, checked_key, key_rows, threefry
from smalljax.values import asarray, broadcast_to, concrete, convert


@public("jax.random")
def PRNGKey(seed):
    """Make a key of an integer."""
    number = concrete(seed, "a seed").data[0] if hasattr(seed, "aval") else seed
    try:
        number = number.__index__()
    except AttributeError:
        raise TypeError(f"PRNG key seed must be an integer; got {seed!r}") from None
    number &= 0xFFFFFFFFFFFFFFFF if dtypes.Settings.x64 else MASK
    return Array([number >> 32, number & MASK], (2,), dtypes.UINT32)


@public("jax.random")
def split(key, num=2):
    """Make several keys of one."""
    shape = shape_of(num)
    high, low = both(checked_key(key), shape=shape)
    wide = [
        moves.broadcast_in_dim(x, shape=(*shape, 1), broadcast_dimensions=tuple(range(len(shape)))) for x in (high, low)
    ]
    return joins.concatenate(*wide, dimension=len(shape))


@public("jax.random")
def fold_in(key, data):
    """Make a key of a key and an integer."""
    number = concrete(data, "data").data[0]
    return Array(list(threefry(concrete(checked_key(key)).data, 0, number & MASK)), (2,), dtypes.UINT32)


@public("jax.random")
def bits(key, shape=(), dtype=None):
    """Draw 32 random bits for each entry."""
    if dtype is not None and dtypes.dtype_of(dtype) is not dtypes.UINT32:
        raise lacking("jax.random.bits(…, dtype=…)")
    high, low = both(checked_key(key), shape=shape_of(shape))
    return op.xor(high, low)


def _floating(dtype):
    found = dtypes.default("f") if dtype is None else dtypes.wanted(dtype, "random")
    if found.kind != "f":
        raise ValueError(f"dtype argument must be a float dtype, got {found}")
    return found


def _fraction(key, shape, dtype):
    """Draw from [0, 1): random bits as the digits of a number from 1 to 2, less 1."""
    high, low = both(checked_key(key), shape=shape)
    if dtype is dtypes.FLOAT32:
        kept = convert(op.shift_right(op.xor(high, low), op.constant(high, 9)), dtype)
        return op.mul(kept, op.constant(kept, 2.0**-23))
    top = op.mul(convert(high, dtype), op.constant(convert(high, dtype), 2.0**20))
    rest = convert(op.shift_right(low, op.constant(low, 12)), dtype)
    return op.mul(op.add(top, rest), op.constant(top, 2.0**-52))


@public("jax.random")
def uniform(key, shape=(), dtype=None, minval=0.0, maxval=1.0):
    """Draw from [minval, maxval)."""
    found = _floating(dtype)
    shape = shape_of(shape)
    low, high = (convert(asarray(x), found) for x in (minval, maxval))
    low, high = (broadcast_to(x, shape) if x.shape else x for x in (low, high))
    spread = op.add(op.mul(_fraction(key, shape, found), op.sub(high, low)), low)
    return op.max_(low, spread)


@public("jax.random")
def normal(key, shape=(), dtype=None):
    """Draw from the normal distribution of mean 0 and variance 1."""
    found = _floating(dtype)
    least = -1.0 + (2.0**-24 if found is dtypes.FLOAT32 else 2.0**-53)
    drawn = uniform(key, shape, found, least, 1.0)
    return op.mul(op.constant(drawn, sqrt(2)), op.erf_inv(drawn))


@public("jax.random")
def bernoulli(key, p=0.5, shape=None):
    """Draw True with probability p."""
    chance = convert(asarray(p), dtypes.default("f"))
    shape = chance.shape if shape is None else shape_of(shape)
    return entry.less(uniform(key, shape), chance)


@public("jax.random")
def exponential(key, shape=(), dtype=None):
    """Draw from the exponential distribution of mean 1."""
    return op.neg(op.log1p(op.neg(uniform(key, shape, dtype))))


@public("jax.random")
def randint(key, shape, minval, maxval, dtype=None):
    """Draw integers from [minval, maxval)."""
    found = dtypes.default("i") if dtype is None else dtypes.wanted(dtype, "randint")
    if found.itemsize != 4:
        raise lacking("jax.random.randint of 64 bits")
    if found.kind not in "iu":
        raise TypeError(f"randint only accepts integer dtypes, got {found}")
    shape = shape_of(shape)
    low, high = (concrete(x, "a bound").data[0] for x in (minval, maxval))
    first, second = ([int(v) for v in _bits(k, shape)] for k in key_rows(split(checked_key(key))))
    span = max(high - low, 1) & MASK if high > low else 1
    factor = ((1 << 16) % span) ** 2 % (1 << 32) % span
    numbers = [low + ((a % span * factor & MASK) + b % span & MASK) % span for a, b in zip(first, second, strict=True)]
    return Array(found.fit(numbers), shape, found)


def _bits(key, shape):
    return concrete(bits(key, shape), "a key").data


@public("jax.random")
def permutation(key, x, axis=0):
    """Put the entries of an array, or the integers below one, into random order."""
    if isinstance(x, int):
        from smalljax.functions.ranges import arange

        x = arange(x)
    x, key = asarray(x), checked_key(key)
    n = x.shape[axis]
    order = list(range(n))
    for _ in range(-(-3 * log2(max(1, n)) // log2(MASK)).__int__() if n > 1 else 0):
        key, sub = key_rows(split(key))
        drawn = _bits(sub, (n,))
        order = [order[i] for i in sorted(range(n), key=drawn.__getitem__)]
    return picking.take(x, Array(order, (n,), dtypes.default("i")), axis=axis)


@public("jax.random")
def choice(key, a, shape=(), replace=True):
    """Draw entries of an array, or integers below one."""
    shape = shape_of(shape)
    n = a if isinstance(a, int) else asarray(a).shape[0]
    places = randint(key, shape, 0, n) if replace else reshaped(permutation(key, n)[: prod(shape)], shape)
    return places if isinstance(a, int) else picking.take(asarray(a), places, axis=0)


__getattr__ = missing_names("jax.random")
