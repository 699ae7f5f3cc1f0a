"""Copies of arrays in which some entries are other ones: `x.at[index].set(value)`."""

from smalljax import dtypes, gathers, joins
from smalljax import operations as op
from smalljax.functions.reducing import reshaped
from smalljax.indexing import getitem
from smalljax.refusals import lacking
from smalljax.values import asarray, broadcast_shapes, broadcast_to, convert


class At:
    """`x.at[index]`: a copy of x in which some entries are other ones."""

    def __init__(self, x, key=None):
        self.x, self.key = x, key

    def __getitem__(self, key):
        return At(self.x, key if isinstance(key, tuple) else (key,))

    def __repr__(self):
        if self.key is None:
            return f"_IndexUpdateHelper({self.x!r})"
        return f"_IndexUpdateRef({self.x!r}, {self.key[0] if len(self.key) == 1 else self.key!r})"

    def _put(self, primitive, values, **keywords):
        if keywords:
            raise lacking(f"x.at[…] with {next(iter(keywords))}=…")
        x, values = self.x, asarray(values)
        values = convert(values, dtypes.joined([(x.dtype, x.weak_type), (values.dtype, values.weak_type)])[0])
        values = convert(values, x.dtype)
        counted = joins.iota(shape=(x.size,), dtype=dtypes.default("i"), dimension=0)
        places = getitem(reshaped(counted, x.shape), self.key, "fill")
        if len(values.shape) > places.ndim:
            raise ValueError(f"Incompatible shapes for broadcasting: {values.shape} and requested shape {places.shape}")
        values = reshaped(broadcast_to(values, broadcast_shapes(values.shape, places.shape)), (places.size,))
        indices = reshaped(places, (places.size, 1))
        flat = primitive(reshaped(x, (x.size,)), indices, values, axes=(0,), mode="fill")
        return reshaped(flat, x.shape)

    def set(self, values, **keywords):
        return self._put(gathers.scatter, values, **keywords)

    def add(self, values, **keywords):
        return self._put(gathers.scatter_add, values, **keywords)

    def subtract(self, values, **keywords):
        return self._put(gathers.scatter_add, -asarray(values), **keywords)

    def multiply(self, values, **keywords):
        return self._put(gathers.scatter, self.get() * values, **keywords)

    mul = multiply

    def divide(self, values, **keywords):
        return self._put(gathers.scatter, self.get() / values, **keywords)

    def power(self, values, **keywords):
        return self._put(gathers.scatter, self.get() ** values, **keywords)

    def min(self, values, **keywords):
        return self._put(
            gathers.scatter,
            op.min_(self.get(), convert(broadcast_to(asarray(values), self.get().shape), self.x.dtype)),
            **keywords,
        )

    def max(self, values, **keywords):
        return self._put(
            gathers.scatter,
            op.max_(self.get(), convert(broadcast_to(asarray(values), self.get().shape), self.x.dtype)),
            **keywords,
        )

    def get(self, **keywords):
        if keywords:
            raise lacking(f"x.at[…].get({next(iter(keywords))}=…)")
        return getitem(self.x, self.key)

    def __getattr__(self, name):
        raise AttributeError(f"small JAX has no `x.at[…].{name}`: the notebook runs the real one")
