"""JAX's generator of random bits, Threefry: a key and a count are scrambled into two numbers of 32 bits."""

from math import prod

from smalljax import dtypes, joins, moves
from smalljax.arrays import Shaped
from smalljax.core import Primitive
from smalljax.functions.reducing import reshaped
from smalljax.values import asarray

MASK = 0xFFFFFFFF


_ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))


def threefry(key, high, low):
    """Scramble two 32-bit numbers by a key of two: twenty rounds of adding, turning and mixing."""
    keys = (*key, key[0] ^ key[1] ^ 0x1BD11BDA)
    a, b = high + keys[0] & MASK, low + keys[1] & MASK
    for i in range(5):
        for by in _ROTATIONS[i % 2]:
            a = a + b & MASK
            b = (b << by | b >> 32 - by) & MASK ^ a
        a, b = a + keys[(i + 1) % 3] & MASK, b + keys[(i + 2) % 3] + i + 1 & MASK
    return a, b


def _value(key, shape):
    pairs = [threefry(key.data, i >> 32, i & MASK) for i in range(prod(shape))]
    return [[a for a, _ in pairs], [b for _, b in pairs]]


def _batch(size, values, mapped, shape):
    [keys] = values
    found = [both(_row(keys, i), shape=shape) for i in range(size)]
    rows = [[moves.reshape(x, new_sizes=(1, *shape)) for x in column] for column in zip(*found, strict=True)]
    return [joins.concatenate(*row, dimension=0) if size > 1 else row[0] for row in rows], [True, True]


def _row(keys, i):
    return reshaped(moves.slice_(keys, start_indices=(i, 0), limit_indices=(i + 1, 2), strides=None), (2,))


both = Primitive(
    "threefry2x32",
    lambda key, shape: [Shaped(shape, dtypes.UINT32), Shaped(shape, dtypes.UINT32)],
    _value,
    lambda primals, tangents, shape: (both(*primals, shape=shape), [None, None]),
    _batch,
    many=True,
)


def checked_key(key):
    key = asarray(key)
    if key.dtype is not dtypes.UINT32 or key.shape != (2,):
        if key.dtype is dtypes.UINT32 and key.shape[1:] == (2,):
            raise ValueError(
                "random function accepts a single key, but was given a key array of shape "
                f"{key.shape[:-1]} != (). Use jax.vmap for batching."
            )
        raise TypeError(
            f"JAX encountered invalid PRNG key data: expected shape (2,) and dtype uint32, got {key.shape} {key.dtype}"
        )
    return key


def key_rows(keys):
    return [_row(keys, i) for i in range(keys.shape[0])]
