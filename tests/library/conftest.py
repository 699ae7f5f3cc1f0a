"""What the library's tests share: JAX compiles quickly, since each result is asked for once, and once for all runs."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import jax
import pytest

jax.config.update("jax_disable_most_optimizations", True)
# A folder for each process: JAX's cache has no lock without a further package, and no limit.
_KEPT = Path(__file__).parents[2] / ".cache" / "jax-tests" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
if sum(file.stat().st_size for file in _KEPT.glob("*")) > 50_000_000:
    shutil.rmtree(_KEPT, ignore_errors=True)
_KEPT.mkdir(parents=True, exist_ok=True)
# Modules change processes from run to run: begin with what any of them compiled before.
for folder in os.listdir(_KEPT.parent):
    for name in {*os.listdir(_KEPT.parent / folder)} - {*os.listdir(_KEPT)}:
        with suppress(OSError):  # gone meanwhile
            os.link(_KEPT.parent / folder / name, _KEPT / name)
jax.config.update("jax_compilation_cache_dir", str(_KEPT))
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


@pytest.fixture(scope="module", autouse=True)
def _garbage_of_this_module_alone() -> Iterator[None]:
    """Collect a module's garbage at its end, and look no more at what it leaves: JAX keeps all that it ever traced."""
    yield
    gc.collect()
    gc.freeze()
