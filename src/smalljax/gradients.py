"""Derivatives made of `jvp`, `vjp` and `vmap`: gradients, Jacobians, Hessians."""

from functools import wraps
from operator import index

from smalljax import core, tree
from smalljax.functions import making
from smalljax.mapping import placed
from smalljax.moves import reshape, slice_
from smalljax.refusals import public
from smalljax.transforms import check_callable, filled, flat, flat_vjp, lowered, without_aux
from smalljax.values import asarray, convert


def chosen(argnums, args, name):
    """Check which arguments are meant.

    Raises:
        TypeError: if `argnums` is not an integer, or there is no such argument.
    """
    numbers = argnums if isinstance(argnums, (tuple, list)) else (argnums,)
    numbers = tuple(index(number) for number in numbers)
    for number in numbers:
        if not -len(args) <= number < len(args):
            raise TypeError(
                f"{name} requires that argnums be less than the number of positional arguments, "
                f"{len(args)}, but got argnums={argnums}"
            )
    return numbers


def _of_chosen(fun, args, keywords, argnums, name):
    """Make a function of the chosen arguments alone, and take these apart."""
    numbers = [n % len(args) for n in chosen(argnums, args, name)] if args else chosen(argnums, args, name)

    def partial_fun(*moving):
        whole = list(args)
        for number, value in zip(numbers, moving, strict=True):
            whole[number] = value
        return fun(*whole, **keywords)

    leaves, form = tree.flatten(tuple(args[n] for n in numbers))
    return partial_fun, [asarray(x) for x in leaves], form


def _unwrapped(results, argnums):
    return results if isinstance(argnums, (tuple, list)) else results[0]


def _check_inputs(name, xs, allow_int=False):
    for x in xs:
        if x.dtype.kind != "f":
            raise TypeError(
                f"{name} requires real- or complex-valued inputs (input dtype that is a sub-dtype of np.inexact), but "
                f"got {x.dtype}. If you want to use Boolean- or integer-valued inputs, use vjp or set "
                "allow_int to True."
            )


@public("jax")
def value_and_grad(fun, argnums=0, has_aux=False):
    """Make a function that returns f's one number and its gradient."""
    check_callable(fun, "value_and_grad")

    @wraps(fun)
    def value_and_gradient(*args, **keywords):
        part, xs, form = _of_chosen(fun, args, keywords, argnums, "grad")
        _check_inputs("grad", xs)
        aux = []
        f = flat(without_aux(part, aux) if has_aux else part, form)
        values, back = flat_vjp(f, xs, [True] * len(xs))
        _check_scalar(values, f.out)
        gradient = _unwrapped(tree.unflatten(form, back([making.ones_like(values[0])])), argnums)
        return ((values[0], lowered(aux[-1])) if has_aux else values[0]), gradient

    return value_and_gradient


def _check_scalar(values, form):
    if form.kind is not None:
        raise TypeError(f"Gradient only defined for scalar-output functions. Output was: a tree {form}.")
    if values[0].shape != ():
        raise TypeError(f"Gradient only defined for scalar-output functions. Output had shape: {values[0].shape}.")
    if values[0].dtype.kind != "f":
        raise TypeError(
            "grad requires real-valued outputs (output dtype that is a sub-dtype of "
            f"np.floating), but got {values[0].dtype}."
        )


@public("jax")
def grad(fun, argnums=0, has_aux=False):
    """Make a function that returns f's gradient."""
    both = value_and_grad(fun, argnums, has_aux)

    @wraps(fun)
    def gradient(*args, **keywords):
        value, slope = both(*args, **keywords)
        return (slope, value[1]) if has_aux else slope

    return gradient


def one_hots(xs):
    """List one-hot vectors of all entries of some arrays, one array of rows for each."""
    total = sum(x.size for x in xs)
    eye, start, found = making.eye(total, dtype=xs[0].dtype), 0, []
    for x in xs:
        rows = eye
        if len(xs) > 1:
            rows = slice_(eye, start_indices=(0, start), limit_indices=(total, start + x.size), strides=None)
        rows = reshape(rows, new_sizes=(total, *x.shape)) if (total, *x.shape) != rows.shape else rows
        found.append(convert(rows, x.dtype, x.weak_type))
        start += x.size
    return found


def _split(array, xs, axis, form):
    """Cut the axis of all entries into one block for each array, in its shape; then build the tree."""
    start, parts = 0, []
    for x in xs:
        starts = [start if k == axis else 0 for k in range(array.ndim)]
        limits = [start + x.size if k == axis else n for k, n in enumerate(array.shape)]
        part = array
        if len(xs) > 1:
            part = slice_(array, start_indices=tuple(starts), limit_indices=tuple(limits), strides=None)
        shape = (*part.shape[:axis], *x.shape, *part.shape[axis + 1 :])
        parts.append(part if shape == part.shape else reshape(part, new_sizes=shape))
        start += x.size
    return tree.unflatten(form, parts)


@public("jax")
def jacfwd(fun, argnums=0, has_aux=False):
    """Make a function that returns the Jacobian of f, column by column: one JVP for each input."""
    check_callable(fun, "jacfwd")

    @wraps(fun)
    def jacobian(*args, **keywords):
        part, xs, form = _of_chosen(fun, args, keywords, argnums, "jacfwd")
        _check_inputs("jacfwd", xs)
        aux = []
        f = flat(without_aux(part, aux) if has_aux else part, form)
        columns, total = one_hots(xs), sum(x.size for x in xs)
        values: list = []

        def pushforward(*tangents):
            values[:], slopes = core.jvp(f, xs, tangents)
            return filled(values, slopes)

        found, many = core.vmap(pushforward, total, columns, [True] * len(xs))
        ends = [placed(y, is_many, -1, total) for y, is_many in zip(found, many, strict=True)]
        trees = [_split(y, xs, y.ndim - 1, form) for y in ends]
        result = tree.unflatten(f.out, [_unwrapped(t, argnums) for t in trees])
        return (result, lowered(aux[-1])) if has_aux else result

    return jacobian


@public("jax")
def jacrev(fun, argnums=0, has_aux=False):
    """Make a function that returns the Jacobian of f, row by row: one VJP for each output."""
    check_callable(fun, "jacrev")

    @wraps(fun)
    def jacobian(*args, **keywords):
        part, xs, form = _of_chosen(fun, args, keywords, argnums, "jacrev")
        _check_inputs("jacrev", xs)
        aux = []
        f = flat(without_aux(part, aux) if has_aux else part, form)
        values, back = flat_vjp(f, xs, [True] * len(xs))
        for y in values:
            if y.dtype.kind != "f":
                raise TypeError(f"jacrev requires real-valued outputs, but got {y.dtype}.")
        total = sum(y.size for y in values)
        found, many = core.vmap(lambda *cts: back(cts), total, one_hots(values), [True] * len(values))
        rows = [placed(g, is_many, 0, total) for g, is_many in zip(found, many, strict=True)]
        blocks = [tree.leaves(_split(g, values, 0, f.out)) for g in rows]
        trees = [tree.unflatten(form, [block[i] for block in blocks]) for i in range(len(values))]
        result = tree.unflatten(f.out, [_unwrapped(t, argnums) for t in trees])
        return (result, lowered(aux[-1])) if has_aux else result

    return jacobian


@public("jax")
def hessian(fun, argnums=0, has_aux=False):
    """Make a function that returns f's second derivatives: columns of rows."""
    return jacfwd(jacrev(fun, argnums, has_aux), argnums, has_aux)
