"""What the library's tests share: JAX compiles quickly, and leaves no garbage that is looked for again."""

import gc
from collections.abc import Iterator

import pytest
import quick_jax

quick_jax.begin()


@pytest.fixture(scope="module", autouse=True)
def _garbage_of_this_module_alone() -> Iterator[None]:
    """Collect a module's garbage at its end, and look no more at what it leaves: JAX keeps all that it ever traced."""
    yield
    gc.collect()
    gc.freeze()
