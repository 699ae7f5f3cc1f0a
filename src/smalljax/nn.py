"""What readers get as `jax.nn`: activations, and what belongs to them."""

import math

from smalljax import operations as op
from smalljax.functions import entry, logic, ranges, reducing
from smalljax.moves import broadcast_in_dim, without
from smalljax.refusals import missing_names, public
from smalljax.values import asarray, promoted


def _floats(x):
    entry.not_text("an activation", x)
    return promoted(x, floating=True)[0]


@public("jax.nn")
def relu(x):
    """Keep what is positive; the slope at 0 is 0."""
    x = asarray(x)
    if x.dtype.kind == "b":
        return entry.maximum(x, 0)
    return op.where(op.le(x, op.constant(x, 0)), op.constant(x, 0), x)


@public("jax.nn")
def relu6(x):
    """Keep what lies between 0 and 6."""
    return entry.minimum(entry.maximum(x, 0), 6.0)


@public("jax.nn")
def sigmoid(x):
    """Compute 1/(1 + e⁻ˣ)."""
    x = asarray(x)
    if x.dtype.kind != "f":
        raise TypeError(f"logistic does not accept dtype {x.dtype}. Accepted dtypes are subtypes of floating.")
    return op.logistic(x)


@public("jax.nn")
def softplus(x):
    """Compute log(1 + eˣ)."""
    return entry.logaddexp(x, 0.0)


@public("jax.nn")
def silu(x):
    """Compute x times its sigmoid."""
    x = _floats(x)
    return op.mul(x, op.logistic(x))


swish = silu


@public("jax.nn")
def gelu(x, approximate=True):
    """Compute x times the normal distribution's share below x."""
    x = _floats(x)
    if not approximate:
        return op.mul(
            op.mul(x, op.constant(x, 0.5)), op.add(op.erf(op.div(x, op.constant(x, math.sqrt(2)))), op.constant(x, 1))
        )
    cubic = x + 0.044715 * (x**3)
    return x * (0.5 * (1.0 + entry.tanh(math.sqrt(2 / math.pi) * cubic)))


@public("jax.nn")
def leaky_relu(x, negative_slope=0.01):
    """Keep what is positive, and a little of what is negative."""
    x = asarray(x)
    return logic.where(entry.greater_equal(x, 0), x, negative_slope * x)


@public("jax.nn")
def elu(x, alpha=1.0):
    """Keep what is positive, and make eˣ − 1 of what is negative."""
    x = _floats(x)
    safe = logic.where(x > 0, 0.0, x)
    return logic.where(x > 0, x, alpha * entry.expm1(safe))


@public("jax.nn")
def tanh(x):
    """Compute the hyperbolic tangent."""
    return entry.tanh(x)


@public("jax.nn")
def softmax(x, axis=-1):
    """Make numbers that are positive and add up to 1."""
    x = _floats(x)
    largest = op.stop_gradient(reducing.max(x, axis=axis, keepdims=True))
    raised = entry.exp(x - largest)
    return raised / reducing.sum(raised, axis=axis, keepdims=True)


@public("jax.nn")
def log_softmax(x, axis=-1):
    """Take the logarithm of softmax."""
    x = _floats(x)
    shifted = x - op.stop_gradient(reducing.max(x, axis=axis, keepdims=True))
    return shifted - entry.log(reducing.sum(entry.exp(shifted), axis=axis, keepdims=True))


@public("jax.nn")
def logsumexp(a, axis=None, keepdims=False):
    """Compute log of the sum of eˣ without overflow."""
    x = _floats(a)
    largest = op.stop_gradient(reducing.max(x, axis=axis, keepdims=True))
    total = entry.log(reducing.sum(entry.exp(x - largest), axis=axis, keepdims=True)) + largest
    return total if keepdims else reducing.reshaped(total, without(x, reducing.axes_of(axis, x)))


@public("jax.nn")
def one_hot(x, num_classes, dtype=None):
    """Write integers as rows with one 1."""
    x = asarray(x)
    wide = broadcast_in_dim(x, shape=(*x.shape, num_classes), broadcast_dimensions=tuple(range(x.ndim)))
    return entry.equal(wide, ranges.arange(num_classes)).astype(dtype or float)


__getattr__ = missing_names("jax.nn")
