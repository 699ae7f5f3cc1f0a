"""What readers get as `jax.numpy.linalg`: norms, and chains of products."""

from smalljax.functions.einsums import multi_dot
from smalljax.functions.linear_algebra import norm
from smalljax.refusals import missing_names

__all__ = ["multi_dot", "norm"]
__getattr__ = missing_names("jnp.linalg")
