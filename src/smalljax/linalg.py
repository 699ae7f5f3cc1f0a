"""What readers get as `jax.numpy.linalg`: norms."""

from smalljax.functions.linear_algebra import norm
from smalljax.refusals import missing_names

__all__ = ["norm"]
__getattr__ = missing_names("jnp.linalg")
