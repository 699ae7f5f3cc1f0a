"""`vmap` for arguments that are trees."""

from functools import wraps

from smalljax import core, tree
from smalljax.moves import broadcast_in_dim, transpose
from smalljax.products import front
from smalljax.refusals import public
from smalljax.transforms import check_callable, flat
from smalljax.values import asarray


@public("jax")
def vmap(fun, in_axes=0, out_axes=0):
    """Make a function of one into a function of many, side by side in an axis of arguments and results."""
    check_callable(fun, "vmap")
    if isinstance(in_axes, list):
        in_axes = tuple(in_axes)
    if not isinstance(in_axes, (int, tuple, dict, type(None))):
        raise TypeError(f"vmap in_axes must be an int, None, or a tuple of entries, got {in_axes}.")

    @wraps(fun)
    def mapped(*args, **keywords):
        leaves, form = tree.flatten((args, keywords))
        axes = [*prefix(in_axes, args), *[0] * len(tree.leaves(keywords))]
        xs = [asarray(x) for x in leaves]
        size = common_size(xs, axes)
        many = [axis is not None for axis in axes]
        moved = [x if axis is None else front(x, axis % x.ndim) for x, axis in zip(xs, axes, strict=True)]
        f = flat(lambda args, keywords: fun(*args, **keywords), form)
        values, spread = core.vmap(f, size, moved, many)
        ends = tree.prefix_leaves(out_axes, f.out, "vmap out_axes")
        return tree.unflatten(f.out, [placed(*v, size) for v in zip(values, spread, ends, strict=True)])

    return mapped


def prefix(in_axes, args):
    form = tree.structure(args)
    if isinstance(in_axes, tuple) and len(in_axes) != len(args):
        raise ValueError(
            f"vmap in_axes must be an int, None, or a tuple of entries corresponding to the positional "
            f"arguments passed to the function, but got {len(in_axes)=}, {len(args)=}"
        )
    return tree.prefix_leaves(in_axes, form, "vmap in_axes")


def common_size(xs, axes):
    """Find how many there are.

    Raises:
        ValueError: arguments disagree, lack the axis, or none has one.
    """
    sizes = set()
    for x, axis in zip(xs, axes, strict=True):
        if axis is None:
            continue
        if not -x.ndim <= axis < x.ndim:
            raise ValueError(
                f"vmap was requested to map its argument along axis {axis}, which implies that its "
                f"rank should be at least {axis + 1}, but is only {x.ndim} (its shape is {x.shape})"
            )
        sizes.add(x.shape[axis])
    if len(sizes) != 1:
        raise ValueError(
            f"vmap got inconsistent sizes for array axes to be mapped: {sorted(sizes)}"
            if sizes
            else "vmap must have at least one non-None value in in_axes"
        )
    return sizes.pop()


def placed(value, many, axis, size):
    """Put the many of a result where `out_axes` has them."""
    if axis is None:
        if many:
            raise ValueError("vmap has mapped output but out_axes is None")
        return value
    if not many:
        value = broadcast_in_dim(
            value, shape=(size, *value.shape), broadcast_dimensions=tuple(range(1, value.ndim + 1))
        )
    if not -value.ndim <= axis < value.ndim:
        raise ValueError(f"axis {axis} is out of bounds for array of dimension {value.ndim}")
    axis %= value.ndim
    order = [*range(1, axis + 1), 0, *range(axis + 1, value.ndim)]
    return transpose(value, permutation=tuple(order)) if axis else value
