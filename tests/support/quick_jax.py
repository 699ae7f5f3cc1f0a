"""JAX that compiles quickly: tests ask for each result once, and what was compiled is kept for all runs."""

import os
import shutil
from pathlib import Path

import jax

_KEPT = Path(__file__).parents[2] / ".cache" / "jax-tests"
_FLAG = "--xla_cpu_use_fusion_emitters=false"
"""XLA's newer way to compile what it fuses takes twice the time for functions as small as these."""


def begin() -> None:
    """Set JAX and XLA, before anything is compiled; all processes of a run share what they compile.

    There is no lock: what one process has half written, another finds unreadable, and compiles it itself.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ and sum(file.stat().st_size for file in _KEPT.glob("*")) > 50_000_000:
        shutil.rmtree(_KEPT, ignore_errors=True)
    _KEPT.mkdir(parents=True, exist_ok=True)
    flags = os.environ.get("XLA_FLAGS", "").split()
    if _FLAG not in flags:  # a process that inherits it has the same flags: they are part of each key
        os.environ["XLA_FLAGS"] = " ".join([*flags, _FLAG])
    jax.config.update("jax_disable_most_optimizations", True)
    jax.config.update("jax_compilation_cache_dir", str(_KEPT))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
    # A GPU's caches, of no use here: their folder would become part of each key, so that a copy of it is never found.
    jax.config.update("jax_persistent_cache_enable_xla_caches", "none")
