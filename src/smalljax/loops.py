"""The operation behind `while_loop`: it goes on as long as something holds, and has tangents but no way back."""

from smalljax import core
from smalljax.calls import calling
from smalljax.core import Recording, Tracer
from smalljax.jaxprs import ClosedJaxpr
from smalljax.joins import zeros_like
from smalljax.refusals import lacking
from smalljax.staging import _opened
from smalljax.values import known


def loop(goes_on, body, carry):
    """Bind the operation for two jaxprs, from a carry to one boolean and to the next carry."""
    params = {
        "body_jaxpr": ClosedJaxpr(_opened(body.jaxpr), []),
        "body_nconsts": len(body.consts),
        "cond_jaxpr": ClosedJaxpr(_opened(goes_on.jaxpr), []),
        "cond_nconsts": len(goes_on.consts),
    }
    return while_(*goes_on.consts, *body.consts, *carry, **params)


def _parts(args, n, m):
    """Take apart what the condition and a round need to know, and the carry."""
    return args[:n], args[n : n + m], args[n + m :]


def _run(*args, body_jaxpr, body_nconsts, cond_jaxpr, cond_nconsts):
    cond_consts, consts, carry = _parts(args, cond_nconsts, body_nconsts)
    while known(core.evaluate(cond_jaxpr, [*cond_consts, *carry])[0]).data[0]:
        carry = core.evaluate(body_jaxpr, [*consts, *carry])
    return list(carry)


def _slope(primals, tangents, **params):
    """Carry tangents along; where they are being recorded for a way back, record one step that has none."""
    body, moving = _with_tangents(primals, tangents, **params)
    given = [t for t in tangents if t is not None]
    if any(isinstance(t, Tracer) and isinstance(t.level, Recording) and t.level not in core.charged for t in given):
        active = tuple(t is not None for t in tangents)
        results, found = while_(*primals, **params), while_tangent(*primals, *given, active=active, **params)
    else:
        results, found = _looped(primals, tangents, body, moving, **params)
    rest = iter(found)
    return results, [next(rest) if moves else None for moves in moving]


def _looped(primals, tangents, body, moving, body_nconsts, cond_jaxpr, cond_nconsts, **_):
    """Loop over values and tangents side by side."""
    cond_consts, _, carry = _parts(primals, cond_nconsts, body_nconsts)
    started = _started(carry, _parts(tangents, cond_nconsts, body_nconsts)[2], moving)
    avals = [x.aval for x in [*carry, *started]]
    goes_on = core.make_jaxpr(lambda *both: core.evaluate(cond_jaxpr, [*cond_consts, *both[: len(carry)]]), avals)
    results = loop(goes_on, body, [*carry, *started])
    return results[: len(carry)], results[len(carry) :]


def _started(carry, tangents, moving):
    pairs = zip(carry, tangents, moving, strict=True)
    return [zeros_like(c) if t is None else t for c, t, moves in pairs if moves]


def _with_tangents(primals, tangents, body_jaxpr, body_nconsts, cond_nconsts, **_):
    """Write down a round of values and of the tangents that move, from the start or when some round has moved them."""
    _, consts, carry = _parts(primals, cond_nconsts, body_nconsts)
    _, const_tangents, carry_tangents = _parts(tangents, cond_nconsts, body_nconsts)
    moving = [t is not None for t in carry_tangents]
    while True:
        moved: list = []

        def both(*args, moving=moving, moved=moved):
            rest = iter(args[len(carry) :])
            all_tangents = [*const_tangents, *(next(rest) if moves else None for moves in moving)]
            values, found = core.jvp(
                lambda *a: core.evaluate(body_jaxpr, a), [*consts, *args[: len(carry)]], all_tangents
            )
            moved[:] = [moves or t is not None for moves, t in zip(moving, found, strict=True)]
            return [*values, *_started(values, found, moving)]

        body = core.make_jaxpr(both, [x.aval for x in [*carry, *_started(carry, carry_tangents, moving)]])
        if moved == moving:
            return body, moving
        moving = moved


def _refuse_batches(size, values, mapped, **params):
    raise lacking("jax.lax.while_loop under jax.vmap")


def _tangent_run(*args, active, **params):
    given = iter(args[len(active) :])
    primals, tangents = args[: len(active)], [next(given) if moves else None for moves in active]
    body, moving = _with_tangents(primals, tangents, **params)
    return _looped(primals, tangents, body, moving, **params)[1]


def _tangent_shape(*args, active, **params):
    primals, given = args[: len(active)], iter(args[len(active) :])
    _, moving = _with_tangents(primals, [next(given) if moves else None for moves in active], **params)
    return [x.aval for x, moves in zip(primals[-len(moving) :], moving, strict=True) if moves]


def _no_way_back(*_, **params):
    raise ValueError(
        "Reverse-mode differentiation does not work for lax.while_loop or lax.fori_loop with dynamic start/stop "
        "values. Try using lax.scan, or using fori_loop with static start/stop."
    )


while_ = calling("while", lambda *_, body_jaxpr, **params: body_jaxpr.out_avals, _run, _slope)
while_.batch = _refuse_batches
while_tangent = calling("while_tangent", _tangent_shape, _tangent_run)
while_tangent.batch, while_tangent.transpose = _refuse_batches, _no_way_back
