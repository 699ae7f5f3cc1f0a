"""JAX, small enough to be read: the part that the course needs, in Python's standard library alone.

`install()` puts it in the place of `jax` and `numpy`. What it has, it does as JAX does; what it lacks, it refuses.
"""

from smalljax import conversions, core, dtypes, errors, lax, methods, nn, random, tree, tree_util
from smalljax import jnp as numpy
from smalljax.arithmetic import Tally, counting
from smalljax.arrays import Value as Array
from smalljax.config import config
from smalljax.gradients import grad, hessian, jacfwd, jacrev, value_and_grad
from smalljax.installing import install
from smalljax.mapping import vmap
from smalljax.refusals import missing_names
from smalljax.staging import ShapeDtypeStruct, checkpoint, eval_shape, jit, make_jaxpr
from smalljax.transforms import jvp, linearize, vjp

jacobian, remat = jacrev, checkpoint
__version__ = "0.10.2"  # the release of JAX whose results it has
__all__ = [
    "Array",
    "ShapeDtypeStruct",
    "Tally",
    "checkpoint",
    "config",
    "conversions",
    "counting",
    "errors",
    "eval_shape",
    "grad",
    "hessian",
    "install",
    "jacfwd",
    "jacobian",
    "jacrev",
    "jit",
    "jvp",
    "lax",
    "linearize",
    "make_jaxpr",
    "methods",
    "nn",
    "numpy",
    "random",
    "remat",
    "tree",
    "tree_util",
    "value_and_grad",
    "vjp",
    "vmap",
]


def block_until_ready(x):
    """Return x: small JAX has computed what it returns."""
    return x


def device_put(x):
    """Turn x into arrays: there is one device."""
    from smalljax.values import asarray

    return tree.map(asarray, x)


device_get = block_until_ready


def ensure_compile_time_eval():
    """Compute at once what stands in the block, even while a function is being written down."""
    from smalljax.core import in_charge, levels

    return in_charge(levels[0])


__getattr__ = missing_names("jax")
for _module, _name in ((core, "core"), (dtypes, "dtypes"), (errors, "errors"), (tree, "tree")):
    _module.__getattr__ = missing_names(f"jax.{_name}")  # JAX has modules of these names, too, with more in them
