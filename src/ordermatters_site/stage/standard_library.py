"""The standard library of the reader's Python, with bytecode where npm's archive has source alone.

Compiling the modules that its start imports took a reader's Python more than half of the time that it needs to start.
"""

import base64
import json
import logging
import zipfile
from pathlib import Path

from ordermatters_site.atomic_write import atomic_write
from ordermatters_site.npm import installed_packages, run_script
from ordermatters_site.stage.archives import zipped
from ordermatters_site.store import digest

log = logging.getLogger("mkdocs.plugins.ordermatters")

ARCHIVE = "python_stdlib.zip"

_SCRIPT = Path(__file__).with_name("standard_library.mjs")
# What unpacking and importing the library adds; a test in a browser holds that nothing is missing.
_FURTHER = ("difflib", "encodings.cp437", "fractions", "html", "numbers", "_ast_unparse")


def standard_library(cache: Path) -> Path:
    """Return the archive, compiled by Pyodide itself, once for each install: bytecode is of one release of Python.

    Where it cannot be kept, npm's own serves: Python starts more slowly, and is the same.

    Raises:
        SiteError: if the packages cannot be installed, or Pyodide cannot compile, with its message.
    """
    given = installed_packages(cache) / "pyodide" / ARCHIVE
    archive = given.parents[2] / f"python_stdlib-{digest(_SCRIPT.read_bytes() + repr(_FURTHER).encode())}.zip"
    if not zipfile.is_zipfile(archive):  # missing, emptied or cut short
        log.info("compiling the standard library of the reader's Python, once …")
        otherwise = "Pyodide could not compile Python's standard library"
        content = _with_bytecode(given, json.loads(run_script(_SCRIPT, _FURTHER, cache, otherwise)))
        try:
            atomic_write(archive, content)
            for older in set(archive.parent.glob("python_stdlib-*.zip")) - {archive}:
                older.unlink(missing_ok=True)
        except OSError:
            return given
    return archive


def _with_bytecode(archive: Path, compiled: dict[str, str]) -> bytes:
    """Put bytecode, in base 64, in the place of sources; the rest stays as it is."""
    with zipfile.ZipFile(archive) as given:
        names = (name for name in given.namelist() if not name.endswith("/"))
        return zipped(
            dict(
                (f"{name}c", base64.b64decode(compiled[name])) if name in compiled else (name, given.read(name))
                for name in names
            )
        )
