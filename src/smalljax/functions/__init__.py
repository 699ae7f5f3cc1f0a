"""The functions of `jax.numpy` that small JAX has."""
