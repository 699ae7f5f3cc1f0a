"""Putting small JAX in the place of `jax` and `numpy`."""

import sys
from types import ModuleType

from smalljax.refusals import missing_names, refusal


def install():
    """Make `import jax`, `import jax.numpy`, `import numpy` and what belongs to them mean small JAX, in this Python.

    What the two have and small JAX has not is refused when it is imported or used, in a sentence that names it.
    """
    for name, module in modules().items():
        module.__path__ = []
        sys.modules[name] = module
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], last, module)
    if not any(isinstance(finder, _Refusing) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Refusing())


def modules():
    """List what stands for each module, parents first."""
    import smalljax
    from smalljax import errors, jaxprs, jnp, lax, linalg, nn, np, nprandom, random, tree, tree_util

    core = {name: getattr(jaxprs, name) for name in ("ClosedJaxpr", "Jaxpr", "JaxprEqn", "Literal", "Var")}
    return {
        "jax": smalljax,
        "jax.numpy": jnp,
        "jax.numpy.linalg": linalg,
        "jax.random": random,
        "jax.nn": nn,
        "jax.lax": lax,
        "jax.errors": errors,
        "jax.tree": tree,
        "jax.tree_util": tree_util,
        "jax.typing": _module("jax.typing", ArrayLike=object),
        "jax.extend": _module("jax.extend"),
        "jax.extend.core": _module("jax.extend.core", **core),
        "numpy": np,
        "numpy.random": nprandom,
        "numpy.linalg": _module("np.linalg", multi_dot=np.multi_dot, norm=np.norm),
        "numpy.typing": _module("np.typing", ArrayLike=object, NDArray=list),
    }


def _module(name, **names):
    module = ModuleType(name, f"What small JAX has of `{name}`.")
    module.__dict__.update(names, __getattr__=missing_names(name))
    return module


class _Refusing:
    """Refuse to import parts of JAX and NumPy that small JAX has not."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        top = name.partition(".")[0]
        if top in ("jax", "jaxlib", "numpy") and name not in sys.modules:
            spoken = name.replace("jax.numpy", "jnp").replace("numpy", "np")
            raise ImportError(refusal(spoken), name=top)
        return None
