"""mkdocs-jupyter's plugin, to be subclassed, without what it loads and a build seldom asks for."""

import importlib
import sys
from types import ModuleType
from typing import Any

# Together they load all of Jupyter and of nbconvert's exporters: more than all the rest of MkDocs.
_SELDOM_USED = ("jupytext", "mkdocs_jupyter.convert")


def _stand_in(name: str) -> ModuleType:
    """Make a module that imports the one whose name it has once somebody asks it for something."""
    module = ModuleType(name)

    def ask(attribute: str) -> Any:
        if sys.modules.get(name) is module:
            del sys.modules[name]
        return getattr(importlib.import_module(name), attribute)

    module.__getattr__ = ask  # type: ignore[method-assign]  # what Python asks for names that are not there, PEP 562
    return module


_STAND_INS = {name: _stand_in(name) for name in _SELDOM_USED if name not in sys.modules}
sys.modules.update(_STAND_INS)

from mkdocs_jupyter.plugin import Plugin as StockPlugin  # noqa: E402

for _name, _module in _STAND_INS.items():
    if sys.modules.get(_name) is _module:
        del sys.modules[_name]  # whoever imports it from now on gets the true one

__all__ = ["StockPlugin"]
