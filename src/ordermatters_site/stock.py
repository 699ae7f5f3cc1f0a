"""mkdocs-jupyter's plugin, to be subclassed, without the converter to HTML, which nothing here asks for."""

import importlib.util
import sys


def _load_when_asked(package: str, name: str) -> None:
    """Let a module be imported as ever, but run only when somebody uses it (a recipe of `importlib`'s manual)."""
    spec = importlib.util.find_spec(f"{package}.{name}")
    if spec is None or spec.loader is None or spec.name in sys.modules:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    setattr(sys.modules[package], name, module)  # where `from package import name` looks first
    spec.loader.exec_module(module)


# It loads all of nbconvert's exporters: a third of a second in every build.
_load_when_asked("mkdocs_jupyter", "convert")

from mkdocs_jupyter.plugin import Plugin as StockPlugin  # noqa: E402

__all__ = ["StockPlugin"]
