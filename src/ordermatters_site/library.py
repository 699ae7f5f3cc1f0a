"""The packages of this project that lessons import: their modules and files, as they are installed."""

import importlib.util
from collections.abc import Iterable
from pathlib import Path

LIBRARY = ("ordermatters", "smalljax")
"""What a lesson may import of this project's own, as far as it is installed."""


def library_origins(packages: Iterable[str] = LIBRARY) -> dict[str, Path]:
    """Return the file that each package of the library begins with, as it would be imported here."""
    specs = {name: importlib.util.find_spec(name) for name in packages}
    return {name: Path(spec.origin).absolute() for name, spec in specs.items() if spec and spec.origin}


def library_modules(packages: Iterable[str] = LIBRARY) -> dict[str, Path]:
    """List the modules of those packages that are installed, each with its file."""
    return {name: path for package in library_origins(packages) for name, path in modules_of(package).items()}


def modules_of(package: str) -> dict[str, Path]:
    """List the modules of an installed package, each with its file.

    Raises:
        ModuleNotFoundError: if the package is not installed.
    """
    origin = library_origins([package]).get(package)
    if origin is None:
        raise ModuleNotFoundError(f"no package named {package!r}: install the project with `pip install -e .`")
    modules = {}
    for path in sorted(origin.parent.rglob("*.py")):
        parts = [package, *path.relative_to(origin.parent).with_suffix("").parts]
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return modules


def data_beside(path: Path) -> list[Path]:
    """List the files in the folder of a package that are no Python; none for any other module's file."""
    if path.name != "__init__.py":
        return []
    return sorted(
        beside for beside in path.parent.iterdir() if beside.is_file() and beside.suffix not in {".py", ".pyc"}
    )
