"""The course's small JAX, fetched at the first import of `jax` or `numpy` and never before."""

import importlib
import io
import sys
import tarfile
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

HOME = "/small_jax"
_STANDS_FOR = {"jax", "numpy", "smalljax"}

Fetch = Callable[[], bytes]


def offer(fetch: Fetch, home: str = HOME) -> None:
    """Let the first import of `jax`, `numpy` or `smalljax` bring small JAX.

    Args:
        fetch: returns a tar file with the package, compressed or not; whatever it raises is told as an `ImportError`.
        home: a folder for the package, made if need be.
    """
    sys.meta_path.insert(0, _Bringing(fetch, home))


class _Bringing(MetaPathFinder):
    """Finds nothing but the names that small JAX stands for, and after the first of them nothing at all."""

    def __init__(self, fetch: Fetch, home: str) -> None:
        self.fetch, self.home = fetch, home

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] not in _STANDS_FOR:
            return None
        try:
            with tarfile.open(fileobj=io.BytesIO(bytes(self.fetch()))) as archive:
                archive.extractall(self.home, filter="data")
        except Exception as error:
            raise ImportError(f"small JAX, which stands for {name} here, did not come: {error}", name=name) from None
        sys.meta_path.remove(self)
        sys.path.insert(0, self.home)
        importlib.import_module("smalljax").install()
        return ModuleSpec(name, _Present()) if name in sys.modules else None


class _Present(Loader):
    """Gives the module that is there already."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return sys.modules[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        """Leave it as it is."""
