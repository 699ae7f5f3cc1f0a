"""What NumPy changes in place: entries that are set, `+=`, and the views that see it.

An array of NumPy's holds one of small JAX's; to change it is to hold another one. A view, such as a row or a transposed
array, knows how it was made: it hands on what is written into it, and is made again when its source has changed.
"""

import operator
import weakref

from smalljax.ndarrays import aside, plain
from smalljax.refusals import lacking
from smalljax.values import asarray, checked, convert


def seen(made, source, forth, back=None, straight=False):
    """Note that an array is a view of another.

    Args:
        made: the view.
        source: what it shows numbers of.
        forth: how it is made of what its source holds; None where NumPy may have made a copy instead.
        back: from what the view becomes to what its source becomes; None if nobody may write into it.
        straight: whether its numbers lie one after the other in memory, as those of a new array do.
    """
    made._source, made._forth, made._back, made._straight = source, forth, back, straight
    source._views = [*_alive(source), weakref.ref(made)]
    return made


def _alive(x):
    return [view for view in x._views if view() is not None]


def cut(made, source, keys):
    """Note what indices have made: a view, but for lists and masks, which make a copy."""
    if not all(key is None or key is ... or isinstance(key, slice) or _is_place(key) for key in keys):
        made._straight = source._straight and len(keys) == 1
        return made
    straight = source._straight and all(map(_is_place, keys))
    return seen(made, source, lambda x: x[keys], lambda x: source._array.at[keys].set(x), straight)


def _is_place(key):
    if hasattr(key, "dtype"):
        return key.dtype.kind in "iu" and key.shape == ()
    return isinstance(key, int) and not isinstance(key, bool)


def reshaped(made, source):
    """Note that an array shows the numbers of another one in the same order."""
    forth = (lambda x: x.reshape(made.shape)) if source._straight else None
    return seen(made, source, forth, lambda x: x.reshape(source.shape), source._straight)


def showing(function, kind):
    """Make a function of NumPy's of one that shows the numbers of its argument in another shape or order."""

    def called(a, *args, **keywords):
        with aside():
            made = kind(function(plain(a), *args, **keywords))
        return seen(made, a, lambda x: function(x, *args, **keywords)) if isinstance(a, kind) else made

    return called


def become(x, array, by=None):
    """Put other numbers into an array, what it is a view of, and its views other than `by`.

    Raises:
        Lacking: if it is not known what NumPy would do.
    """
    views = [view() for view in _alive(x) if view() is not by]
    if any(map(_is_uncertain, views)) or (x._source is not None and not (x._forth and x._back)):
        raise lacking("np: changing an array in place beside a rearranged one")
    if x._source is not None:
        become(x._source, x._back(array), by=x)
    x._array = array
    for view in views:
        _renew(view)


def _is_uncertain(view):
    return view._forth is None or any(_is_uncertain(further()) for further in _alive(view))


def _renew(view):
    view._array = view._forth(view._source._array)
    for further in _alive(view):
        _renew(further())


def set_entries(x, keys, value):
    """Do `x[keys] = value`; fractions are cut off where x has integers."""
    with aside():
        new = asarray(checked(value, x.dtype) if isinstance(value, int) and x.dtype.kind in "iu" else plain(value))
        become(x, x._array.at[keys].set(_fitting(convert(new, x.dtype), x._array[keys].shape)))


def _fitting(new, shape):
    """Leave out axes of length 1 in front, and refuse what cannot be repeated to a shape."""
    extra = max(0, new.ndim - len(shape))
    sizes = zip(new.shape[::-1], shape[::-1], strict=False)
    if set(new.shape[:extra]) - {1} or any(n not in (1, size) for n, size in sizes):
        raise ValueError(f"could not broadcast input array from shape {new.shape} into shape {shape}")
    return new.reshape(new.shape[extra:])


def _in_place(name):
    function = getattr(operator, name)

    def changed(self, other):
        array = asarray(plain(function(self, other)))
        if "buif".index(array.dtype.kind) > max("buif".index(self.dtype.kind), 2 * (self.dtype.kind == "u")):
            kinds = f"from dtype('{array.dtype}') to dtype('{self.dtype}')"
            raise TypeError(f"Cannot cast ufunc '{name}' output {kinds} with casting rule 'same_kind'")
        if array.shape != self.shape:
            raise ValueError(f"non-broadcastable output operand with shape {self.shape}: the result has {array.shape}")
        with aside():
            become(self, convert(array, self.dtype))
        return self

    return changed


def with_changes(kind):
    """Give a class the operators that change an array in place."""
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and_", "or_", "xor"):
        setattr(kind, f"__i{name.rstrip('_')}__", _in_place(name))
    return kind
