"""The course's small JAX, fetched at the first import of `jax` or `numpy` and never before."""

import bz2
import importlib
import json
import sys
from collections.abc import Callable, Sequence
from importlib.abc import InspectLoader, Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType

HOME = "/small_jax"
_STANDS_FOR = {"jax", "numpy", "smalljax"}

Fetch = Callable[[], bytes]


def offer(fetch: Fetch) -> None:
    """Let the first import of `jax`, `numpy` or `smalljax` bring small JAX.

    Args:
        fetch: returns the package's sources by their paths, as JSON compressed by bzip2; whatever it raises is told as
            an `ImportError`.
    """
    sys.meta_path.insert(0, _Bringing(fetch))


class _Bringing(MetaPathFinder):
    """Finds nothing but the names that small JAX stands for, and after the first of them nothing at all."""

    def __init__(self, fetch: Fetch) -> None:
        self.fetch = fetch

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] not in _STANDS_FOR:
            return None
        try:
            sources = json.loads(bz2.decompress(bytes(self.fetch())))
        except Exception as error:
            raise ImportError(f"small JAX, which stands for {name} here, did not come: {error}", name=name) from None
        sys.meta_path[sys.meta_path.index(self)] = _Sources(sources)
        importlib.import_module("smalljax").install()
        return ModuleSpec(name, _Present()) if name in sys.modules else None


class _Sources(MetaPathFinder, InspectLoader):
    """Imports modules from their sources in memory: files of a browser's Python are slow, each of them looked for."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if self._path(name) not in self.sources:
            return None
        spec = ModuleSpec(name, self, origin=f"{HOME}/{self._path(name)}", is_package=self.is_package(name))
        spec.has_location = True  # lets `inspect` and tracebacks ask this loader for the source
        return spec

    def is_package(self, fullname: str) -> bool:
        return self._path(fullname).endswith("/__init__.py")

    def get_source(self, fullname: str) -> str:
        return self.sources[self._path(fullname)]

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_source(fullname), f"{HOME}/{self._path(fullname)}")

    def _path(self, name: str) -> str:
        module = name.replace(".", "/")
        package = f"{module}/__init__.py"
        return package if package in self.sources else f"{module}.py"


class _Present(Loader):
    """Gives the module that is there already."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return sys.modules[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        """Leave it as it is."""
