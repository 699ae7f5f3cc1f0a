"""What tests have compiled is found again by other processes, and where its folder has come to be another."""

from pathlib import Path

import jax
import pytest
from jax.experimental.compilation_cache.compilation_cache import reset_cache


@pytest.fixture
def kept_as_before():
    before = jax.config.jax_compilation_cache_dir
    yield
    jax.config.update("jax_compilation_cache_dir", before)
    reset_cache()


def compiled_into(folder: Path) -> list[str]:
    jax.config.update("jax_compilation_cache_dir", str(folder))
    reset_cache()
    jax.jit(lambda x: 3 * x + 1).lower(2.0).compile()
    return sorted(path.name for path in folder.iterdir())


def test_what_is_kept_has_the_same_names_in_every_folder(tmp_path, kept_as_before):
    one, other = (compiled_into(tmp_path / name) for name in ("one", "other"))
    assert one and one == other
