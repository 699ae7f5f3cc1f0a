"""What the library's tests share: JAX compiles quickly, since each of its results is asked for once."""

import jax

jax.config.update("jax_disable_most_optimizations", True)
