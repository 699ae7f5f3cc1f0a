"""What the library's tests share: JAX compiles quickly, since each result is asked for once, and once for all runs."""

import os
import shutil
from pathlib import Path

import jax

jax.config.update("jax_disable_most_optimizations", True)
# A folder for each process: JAX's cache has no lock without a further package, and no limit.
_KEPT = Path(__file__).parents[2] / ".cache" / "jax-tests" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
if sum(file.stat().st_size for file in _KEPT.glob("*")) > 50_000_000:
    shutil.rmtree(_KEPT, ignore_errors=True)
jax.config.update("jax_compilation_cache_dir", str(_KEPT))
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
