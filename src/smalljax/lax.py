"""What readers get as `jax.lax`: a few of the operations, `scan` and `while_loop`."""

from operator import index

from smalljax import calls, core, loops, tree
from smalljax import operations as op
from smalljax.core import Tracer
from smalljax.jaxprs import ClosedJaxpr
from smalljax.refusals import lacking, missing_names, public
from smalljax.staging import _opened, described
from smalljax.transforms import flat
from smalljax.values import asarray


def _floats_only(name, primitive):
    def function(x):
        x = asarray(x)
        if x.dtype.kind != "f":
            raise TypeError(
                f"{name} does not accept dtype {x.dtype}. Accepted dtypes are subtypes of floating, complexfloating."
            )
        return primitive(x)

    function.__name__, function.__doc__ = name, f"Compute {name}, of floating-point numbers."
    return public("jax.lax")(function)


sin, cos, tan, tanh, exp, log, sqrt, rsqrt, logistic, erf, erf_inv = (
    _floats_only(name, getattr(op, name))
    for name in ("sin", "cos", "tan", "tanh", "exp", "log", "sqrt", "rsqrt", "logistic", "erf", "erf_inv")
)


@public("jax.lax")
def stop_gradient(x):
    """Let no derivative pass."""
    return tree.map(lambda leaf: op.stop_gradient(asarray(leaf)), x)


@public("jax.lax")
def scan(f, init, xs=None, length=None, reverse=False, unroll=1):
    """Loop: hand a carry from round to round, and collect what each round makes.

    Args:
        f: from carry and one row of xs to the next carry and one row of the results.
        init: the first carry.
        xs: a tree of arrays with one row for each round, or None.
        length: how many rounds, if xs does not say.
        reverse: go through the rows from the last to the first.
        unroll: taken and ignored.
    """
    rows, rows_form = tree.flatten(xs)
    carry, form = tree.flatten(init)
    arrays = [asarray(x) for x in rows]
    lengths = {x.shape[0] for x in arrays if x.shape} | ({index(length)} if length is not None else set())
    if any(not x.shape for x in arrays):
        raise ValueError("scan got value with no leading axis to scan over")
    if len(lengths) != 1:
        raise ValueError(
            f"scan got values with different leading axis sizes: {sorted(lengths)}"
            if lengths
            else "scan expected at least one array in `xs`, or `length` to be specified"
        )
    n = lengths.pop()
    inits = [asarray(c) for c in carry]
    both = tree.TreeDef(tuple, (), [form, rows_form])
    flat_f = flat(lambda c, x: _checked(f(c, x), form), both)
    avals = [described(c) for c in inits]
    parts = [type(a)(a.shape[1:], a.dtype, a.weak_type) for a in (x.aval for x in arrays)]
    jaxpr = core.make_jaxpr(flat_f, [*avals, *parts])
    if any(
        a.weak_type and not b.weak_type and a.shape == b.shape for a, b in zip(avals, jaxpr.out_avals, strict=False)
    ):
        inits = [op.convert(asarray(c), b.dtype, b.weak_type) for c, b in zip(inits, jaxpr.out_avals, strict=False)]
        jaxpr = core.make_jaxpr(flat_f, [*(c.aval for c in inits), *parts])
    _check_carry(inits, jaxpr.out_avals)
    opened = ClosedJaxpr(_opened(jaxpr.jaxpr), [])
    params = {
        "length": n,
        "num_consts": len(jaxpr.consts),
        "num_carry": len(inits),
        "reverse": reverse,
        "unroll": unroll,
    }
    results = calls.scan(*jaxpr.consts, *inits, *arrays, jaxpr=opened, **params)
    return tree.unflatten(flat_f.out, results)


@public("jax.lax")
def map(f, xs):
    """Do f with each row of xs, one after the other, and collect what it makes."""
    return scan(lambda _, x: ((), f(x)), (), xs)[1]


@public("jax.lax")
def fori_loop(lower, upper, body_fun, init_val):
    """Loop over the integers from one number up to another: `body_fun(i, carry)` gives the next carry.

    Raises:
        Lacking: if how many they are is known only when it runs.
    """
    if any(isinstance(bound, Tracer) for bound in (lower, upper)):
        raise lacking("jax.lax.fori_loop between traced numbers")
    first, length = index(lower), max(0, index(upper) - index(lower))

    def body(carry, _):
        i, value = carry
        return (i + 1, body_fun(i, value)), None

    return scan(body, (asarray(first), init_val), None, length)[0][1]


def _checked(pair, form):
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise TypeError(f"scan body output must be a pair, got {pair!r}.")
    if tree.structure(pair[0]) != form:
        raise TypeError(
            f"scan body function carry input and carry output must have the same pytree structure, got {form} and "
            f"{tree.structure(pair[0])}"
        )
    return pair


def _check_carry(inits, out_avals, loop="scan"):
    for c, y in zip(inits, out_avals, strict=False):
        if c.shape != y.shape or c.dtype is not y.dtype:
            raise TypeError(
                f"{loop} body function carry input and carry output must have equal types, but they differ: the input "
                f"is {c.aval.str_short()}, the output {y.str_short()}"
            )


@public("jax.lax")
def while_loop(cond_fun, body_fun, init_val):
    """Loop as long as something holds. There are tangents, and no way back: nobody knows how many rounds it will be.

    Args:
        cond_fun: from the carry to one boolean.
        body_fun: from a carry to the next.
        init_val: the first carry, a tree of arrays.
    """
    leaves, form = tree.flatten(init_val)
    carry, one = [asarray(c) for c in leaves], tree.TreeDef(tuple, (), [form])
    body = flat(lambda c: _same_form(body_fun(c), form), one)
    jaxpr = core.make_jaxpr(body, [described(c) for c in carry])
    carry = [_widened(c, y) for c, y in zip(carry, jaxpr.out_avals, strict=True)]
    jaxpr = core.make_jaxpr(body, [described(c) for c in carry])
    _check_carry(carry, jaxpr.out_avals, "while_loop")
    goes_on = core.make_jaxpr(flat(cond_fun, one), [described(c) for c in carry])
    if [(y.shape, y.dtype.kind) for y in goes_on.out_avals] != [((), "b")]:
        kinds = ", ".join(f"ShapedArray({y.str_short()}{_weakly(y)})" for y in goes_on.out_avals)
        raise TypeError(f"cond_fun must return a boolean scalar, but got output type(s) [{kinds}].")
    return tree.unflatten(form, loops.loop(goes_on, jaxpr, carry))


def _weakly(aval):
    return ", weak_type=True" if aval.weak_type else ""


def _same_form(carry, form):
    if tree.structure(carry) != form:
        raise TypeError(
            "while_loop body function carry input and carry output must have the same pytree structure, got "
            f"{form} and {tree.structure(carry)}"
        )
    return carry


def _widened(c, y):
    """Give a plain number the kind that it has after a round."""
    other = c.dtype is not y.dtype or not y.weak_type
    can = c.shape == y.shape and (c.dtype.kind != "f" or y.dtype.kind == "f")
    return op.convert(c, y.dtype, False) if c.aval.weak_type and other and can else c


__getattr__ = missing_names("jax.lax")
