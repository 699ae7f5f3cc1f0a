"""Transformations of functions, for arguments that are trees: what readers call as `jax.jvp`, `jax.grad` and so on."""

from smalljax import core, float0, tree
from smalljax.core import Tracer
from smalljax.joins import zeros_like
from smalljax.refusals import public
from smalljax.values import asarray


def flat(f, form):
    """Make a function of leaves out of a function of trees; it notes the form of what f returns."""

    def flat_f(*leaves):
        flat_f.leaves, flat_f.out = tree.flatten(f(*tree.unflatten(form, leaves)))
        flat_f.arrays = [asarray(y) for y in flat_f.leaves]
        return flat_f.arrays

    return flat_f


def as_given(arrays, made, given):
    """Hand on the very numbers of which arrays were made, where nothing was done with these: JAX does so, too."""
    return [next((number for one, number in zip(made, given, strict=True) if one is array), array) for array in arrays]


def check_callable(f, name):
    if not callable(f):
        raise TypeError(f"Expected a callable value, got {f!r}")


def check_floating(name, x):
    if x.dtype.kind != "f":
        raise TypeError(
            f"{name} requires real-valued inputs (input dtype that is a sub-dtype of np.floating), but got {x.dtype}."
        )


def matched(name, primals, tangents, form, other):
    """Turn primals and tangents into arrays that correspond in form, shape and kind."""
    if form != other:
        raise TypeError(
            f"primal and tangent arguments to {name} must have the same tree structure; got {form} and {other}"
        )
    xs, ts = [asarray(x) for x in primals], [asarray(t) for t in tangents]
    for x, t in zip(xs, ts, strict=True):
        if x.dtype.kind != "f" or t.dtype is not x.dtype:
            raise TypeError(
                f"primal and tangent arguments to {name} do not match; dtypes must be equal and floating-point: the "
                f"primal has {x.dtype}, the tangent {t.dtype}"
            )
        if x.shape != t.shape:
            raise ValueError(
                f"{name} called with different primal and tangent shapes; Got primal shape {x.shape} and tangent shape "
                f"as {t.shape}"
            )
    return xs, ts


def filled(values, tangents):
    """Put zeros in place of tangents that are None."""
    return [zeros_like(y) if t is None else t for y, t in zip(values, tangents, strict=True)]


@public("jax")
def jvp(fun, primals, tangents, has_aux=False):
    """Compute f and its directional derivative: results, and J v."""
    check_callable(fun, "jvp")
    if not isinstance(primals, (tuple, list)) or not isinstance(tangents, (tuple, list)):
        raise TypeError(
            "primal and tangent arguments to jax.jvp must be tuples or lists; found "
            f"{type(primals).__name__} and {type(tangents).__name__}."
        )
    leaves, form = tree.flatten(tuple(primals))
    moving, other = tree.flatten(tuple(tangents))
    xs, ts = matched("jax.jvp", leaves, moving, form, other)
    aux = []
    f = flat(without_aux(fun, aux) if has_aux else fun, form)
    values, slopes = core.jvp(f, xs, ts)
    slopes = as_given(float0.shown(filled(values, slopes), values), ts, moving)
    values = as_given(values, xs + f.arrays, leaves + f.leaves)
    result = tree.unflatten(f.out, values), tree.unflatten(f.out, slopes)
    return (*result, lowered(aux[-1])) if has_aux else result


def without_aux(f, aux):
    """Split off the second of two results."""

    def first(*args, **keywords):
        pair = f(*args, **keywords)
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise TypeError("expected function with aux output to return a two-element tuple")
        aux.append(pair[1])
        return pair[0]

    return first


def lowered(aux):
    """Take leaves out of the levels that they were made at and that have ended."""

    def lower(x):
        while isinstance(x, Tracer) and (
            x.level.depth >= len(core.levels) or core.levels[x.level.depth] is not x.level
        ):
            x = x.primal if "primal" in x.__dict__ else x.many
        return x

    return tree.map(lower, aux)


@public("jax")
def linearize(fun, *primals, has_aux=False):
    """Compute f at a point, and its linear map there: a function from tangents to J v."""
    leaves, form = tree.flatten(primals)
    xs, aux = [asarray(x) for x in leaves], []
    for x in xs:
        check_floating("linearize", x)
    f = flat(without_aux(fun, aux) if has_aux else fun, form)
    values, linear, outputs = core.linearize(f, xs, [True] * len(xs))

    def pushforward(*tangents):
        moving, other = tree.flatten(tangents)
        if other != form:
            raise TypeError(f"linearized function called with {other}, but was linearized at {form}")
        _, ts = matched("linearized function", xs, moving, form, other)
        found = iter(core.evaluate(linear, ts))
        slopes = [None if y is None else next(found) for y in outputs]
        return tree.unflatten(f.out, as_given(float0.shown(filled(values, slopes), values), ts, moving))

    result = tree.unflatten(f.out, as_given(values, xs + f.arrays, leaves + f.leaves)), pushforward
    return (*result, lowered(aux[-1])) if has_aux else result


def flat_vjp(f, xs, active):
    """Run f once; return its results, and what turns their cotangents into those of its arguments."""
    values, linear, outputs = core.linearize(f, xs, active)

    def pullback(cotangents):
        given = [ct for ct, y in zip(cotangents, outputs, strict=True) if y is not None]
        found = iter(core.transposed(linear, given))
        back = [next(found) if moves else None for moves in active]
        return filled(xs, back)

    return values, pullback


@public("jax")
def vjp(fun, *primals, has_aux=False):
    """Compute f, and its pullback: a function from u to a tuple, uᵀ J for each argument."""
    check_callable(fun, "vjp")
    leaves, form = tree.flatten(primals)
    xs, aux = [asarray(x) for x in leaves], []
    f = flat(without_aux(fun, aux) if has_aux else fun, form)
    values, back = flat_vjp(f, xs, [x.dtype.kind == "f" for x in xs])

    def pullback(cotangents):
        given, other = tree.flatten(cotangents)
        if other != f.out:
            raise ValueError(
                f"unexpected tree structure of argument to vjp function: got {other}, but expected {f.out}"
            )
        cts = [asarray(ct) for ct in given]
        for ct, y in zip(cts, values, strict=True):
            if ct.shape != y.shape or (ct.dtype is not y.dtype and y.dtype.kind == "f"):
                raise ValueError(
                    "unexpected JAX type (e.g. shape/dtype) for argument to vjp function: got "
                    f"{ct.aval.str_short()}, but expected {y.aval.str_short()}"
                )
        return tree.unflatten(form, as_given(float0.shown(back(cts), xs), cts, given))

    result = tree.unflatten(f.out, values), pullback
    return (*result, lowered(aux[-1])) if has_aux else result
