"""Operations that call a jaxpr: `jit`, `scan` and `checkpoint`. Other levels than a recording look inside."""

from smalljax import core
from smalljax.arrays import Array, Shaped
from smalljax.core import Primitive, Recording, Tracer
from smalljax.joins import concatenate
from smalljax.moves import reshape, slice_, squeeze


def calling(name, shape, run, slope=None):
    """Define an operation that is a program of other operations."""

    def shared_slope(primals, tangents, **params):
        return core.jvp(lambda *args: run(*args, **params), primals, tangents)

    def batch(size, values, mapped, **params):
        return core.vmap(lambda *args: run(*args, **params), size, values, mapped)

    def value(*args, **params):
        return [y.data for y in run(*args, **params)]

    return Primitive(name, shape, value, slope or shared_slope, batch, many=True)


def _jit_run(*args, jaxpr, name):
    return core.evaluate(jaxpr, args)


jit = calling("jit", lambda *_, jaxpr, name: jaxpr.out_avals, _jit_run)


def _part(x, i):
    start, limit = (i, *(0,) * (x.ndim - 1)), (i + 1, *x.shape[1:])
    return squeeze(slice_(x, start_indices=start, limit_indices=limit, strides=None), dimensions=(0,))


def _scan_run(*args, jaxpr, length, num_consts, num_carry, reverse, unroll):
    consts, carry = args[:num_consts], list(args[num_consts : num_consts + num_carry])
    collected: list = [[] for _ in jaxpr.out_avals[num_carry:]]
    for i in range(length - 1, -1, -1) if reverse else range(length):
        parts = [_part(x, i) for x in args[num_consts + num_carry :]]
        results = core.evaluate(jaxpr, [*consts, *carry, *parts])
        carry = results[:num_carry]
        for rows, y in zip(collected, results[num_carry:], strict=True):
            rows.append(reshape(y, new_sizes=(1, *y.shape)))
    avals = jaxpr.out_avals[num_carry:]
    return carry + [_stacked(rows[:: -1 if reverse else 1], aval) for rows, aval in zip(collected, avals, strict=True)]


def _stacked(rows, aval):
    return concatenate(*rows, dimension=0) if rows else Array([], (0, *aval.shape), aval.dtype)


def _scan_shape(*_, jaxpr, length, num_consts, num_carry, reverse, unroll):
    stacked = [Shaped((length, *y.shape), y.dtype, y.weak_type) for y in jaxpr.out_avals[num_carry:]]
    return jaxpr.out_avals[:num_carry] + stacked


scan = calling("scan", _scan_shape, _scan_run)


def _checkpoint_run(*args, jaxpr):
    return core.evaluate(jaxpr, args)


def _checkpoint_slope(primals, tangents, jaxpr):
    """Carry tangents along; where they are being recorded for a walk back, record one step that runs it all again."""
    moving = [t for t in tangents if t is not None]
    recorded = [t.level for t in moving if isinstance(t, Tracer) and isinstance(t.level, Recording)]
    if all(level in core.charged for level in recorded):
        return core.jvp(lambda *args: _checkpoint_run(*args, jaxpr=jaxpr), primals, tangents)
    active = tuple(t is not None for t in tangents)
    results = checkpoint(*primals, jaxpr=jaxpr)
    return results, checkpoint_tangent(*primals, *moving, jaxpr=jaxpr, active=active)


def _tangent_run(*args, jaxpr, active):
    n = len(active)
    moving = iter(args[n:])
    tangents = [next(moving) if is_active else None for is_active in active]
    primals, results = core.jvp(lambda *a: core.evaluate(jaxpr, a), args[:n], tangents)
    from smalljax.joins import zeros_like

    return [zeros_like(y) if t is None else t for y, t in zip(primals, results, strict=True)]


def _tangent_transpose(cotangents, *args, jaxpr, active):
    n = len(active)
    _, linear, outputs = core.linearize(lambda *a: core.evaluate(jaxpr, a), args[:n], active)
    given = [ct for ct, y in zip(cotangents, outputs, strict=True) if y is not None]
    return [None] * n + core.transposed(linear, given)


checkpoint = calling("checkpoint", lambda *_, jaxpr: jaxpr.out_avals, _checkpoint_run, _checkpoint_slope)
checkpoint_tangent = calling("checkpoint_tangent", lambda *_, jaxpr, active: jaxpr.out_avals, _tangent_run)
checkpoint_tangent.transpose = _tangent_transpose
