"""Functions written down: `jit`, `make_jaxpr`, `eval_shape`, `checkpoint`, and shapes that stand for arrays."""

from functools import wraps
from math import prod
from operator import index

from smalljax import calls, core, dtypes, tree
from smalljax.arrays import Shaped
from smalljax.core import Tracer
from smalljax.jaxprs import ClosedJaxpr
from smalljax.refusals import lacking, public
from smalljax.transforms import check_callable, flat
from smalljax.values import asarray


class ShapeDtypeStruct:
    """The shape and kind of an array that need not exist."""

    def __init__(self, shape, dtype, weak_type=False):
        if dtype is None:
            raise ValueError("ShapeDtypeStruct: dtype must be specified.")
        self.shape, self.dtype, self.weak_type = tuple(map(index, shape)), dtypes.dtype_of(dtype), weak_type

    size = property(lambda self: prod(self.shape))
    ndim = property(lambda self: len(self.shape))

    def __len__(self):
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __eq__(self, other):
        return isinstance(other, ShapeDtypeStruct) and (self.shape, self.dtype) == (other.shape, other.dtype)

    def __hash__(self):
        return hash((self.shape, self.dtype))

    def __repr__(self):
        weak = ", weak_type=True" if self.weak_type else ""
        return f"ShapeDtypeStruct(shape={self.shape}, dtype={self.dtype.name}{weak})"


def described(x):
    """Say what is known of an argument: an array's, a number's or a stand-in's shape and kind."""
    if isinstance(x, ShapeDtypeStruct):
        return Shaped(x.shape, dtypes.canonical(x.dtype), x.weak_type)
    return asarray(x).aval


def _staged(fun, args, keywords, statics=()):
    """Write a function down: its jaxpr, what it returned the form of, and its arguments' leaves."""
    fixed = [i % len(args) for i in statics] if args else []
    moving = [a for i, a in enumerate(args) if i not in fixed]
    leaves, form = tree.flatten((moving, keywords))

    def whole(moving, keywords):
        rest = iter(moving)
        return fun(*(a if i in fixed else next(rest) for i, a in enumerate(args)), **keywords)

    f = flat(whole, form)
    avals = [described(x) for x in leaves]
    return core.make_jaxpr(f, avals), f.out, leaves


def _statics(static_argnums):
    return (static_argnums,) if isinstance(static_argnums, int) else tuple(static_argnums or ())


def _positional(fun, static_argnames):
    from inspect import signature

    names = (static_argnames,) if isinstance(static_argnames, str) else tuple(static_argnames or ())
    parameters = list(signature(fun).parameters) if names else []
    return names, tuple(parameters.index(name) for name in names if name in parameters)


@public("jax")
def jit(fun=None, static_argnums=(), static_argnames=()):
    """Make a function that follows f once, for each shape of its arguments, and from then on does what it saw."""
    if fun is None:
        return lambda f: jit(f, static_argnums=static_argnums, static_argnames=static_argnames)
    check_callable(fun, "jit")
    names, places = _positional(fun, static_argnames)
    fixed, kept = _statics(static_argnums) + places, {}

    @wraps(fun)
    def jitted(*args, **keywords):
        static = {name: keywords.pop(name) for name in names if name in keywords}
        own = [i for i in fixed if i < len(args)]
        key = _key(args, keywords, own, static)
        if key not in kept:
            jaxpr, out, leaves = _staged(lambda *a, **k: fun(*a, **k, **static), args, keywords, own)
            if any(isinstance(c, Tracer) for c in jaxpr.consts):
                return _called(fun, jaxpr, out, leaves)
            kept[key] = jaxpr, out
        leaves = tree.leaves(([a for i, a in enumerate(args) if i not in own], keywords))
        return _called(fun, *kept[key], leaves)

    def lower(*args, **keywords):
        raise lacking("jax.jit(f).lower")

    jitted.lower = lower
    jitted.clear_cache = kept.clear
    return jitted


def _key(args, keywords, fixed, static):
    leaves, form = tree.flatten(([a for i, a in enumerate(args) if i not in fixed], keywords))
    shapes = tuple(described(x).key() for x in leaves)
    try:
        key = form, shapes, tuple(args[i] for i in fixed), tuple(sorted(static.items())), dtypes.Settings.x64
        hash(key)
    except TypeError:
        raise ValueError("Non-hashable static arguments are used in a jit function") from None
    return key


def _called(fun, jaxpr, out, leaves):
    name = getattr(fun, "__name__", type(fun).__name__)
    opened = ClosedJaxpr(_opened(jaxpr.jaxpr), [])
    results = calls.jit(*jaxpr.consts, *map(asarray, leaves), jaxpr=opened, name=name)
    return tree.unflatten(out, results)


def _opened(jaxpr):
    """Take constants as first arguments: who calls passes them."""
    from smalljax.jaxprs import Jaxpr

    return Jaxpr([], [*jaxpr.constvars, *jaxpr.invars], jaxpr.outvars, jaxpr.eqns)


@public("jax")
def make_jaxpr(fun, static_argnums=(), return_shape=False):
    """Make a function that returns what f does as a jaxpr, and computes nothing."""
    check_callable(fun, "make_jaxpr")

    @wraps(fun)
    def written(*args, **keywords):
        jaxpr, out, _ = _staged(fun, args, keywords, _statics(static_argnums))
        if not return_shape:
            return jaxpr
        return jaxpr, tree.unflatten(out, [ShapeDtypeStruct(y.shape, y.dtype) for y in jaxpr.out_avals])

    return written


@public("jax")
def eval_shape(fun, *args, **keywords):
    """Find the shapes and kinds that f returns, without computing."""
    jaxpr, out, _ = _staged(fun, args, keywords)
    return tree.unflatten(out, [ShapeDtypeStruct(y.shape, y.dtype, y.weak_type) for y in jaxpr.out_avals])


@public("jax")
def checkpoint(fun, static_argnums=(), prevent_cse=True):
    """Make a function that keeps nothing of its inside for the walk back, and runs again when that comes."""
    check_callable(fun, "checkpoint")

    @wraps(fun)
    def called(*args, **keywords):
        jaxpr, out, leaves = _staged(fun, args, keywords, _statics(static_argnums))
        opened = ClosedJaxpr(_opened(jaxpr.jaxpr), [])
        return tree.unflatten(out, calls.checkpoint(*jaxpr.consts, *map(asarray, leaves), jaxpr=opened))

    return called
