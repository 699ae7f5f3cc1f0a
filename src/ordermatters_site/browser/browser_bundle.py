"""The browser's side as files of the site: bundled scripts, Pyodide, and the library packed for it."""

import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from mkdocs.exceptions import PluginError

from ordermatters_site.browser.browser_library import BrowserLibrary
from ordermatters_site.npm import PACKAGES, installed_packages, lock_digest, node_program

FOLDER = "assets/live"

_SCRIPT = Path(__file__).with_name("bundle.mjs")
# What Pyodide loads. The bytes of the large ones are counted while they come; scripts are none of them.
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_COUNTED = ("pyodide.asm.wasm", "python_stdlib.zip")
_LIBRARY, _SMALL_JAX = "ordermatters.zip", "smalljax.zip"


class BrowserBundle:
    """The files that a page's live parts need, made once for each state of their sources."""

    def __init__(self, cache: Path, library: BrowserLibrary, sources: Path = PACKAGES) -> None:
        """Name the bundle by everything that goes into it; nothing is made yet."""
        self.cache, self.sources = cache.resolve(), sources
        self.zip = _with_session(library, sources)
        parts = [lock_digest(sources).encode(), _SCRIPT.read_bytes(), self.zip, Path(__file__).read_bytes()]
        for path in sorted(sources.glob("*.js")):
            parts += [path.name.encode(), path.read_bytes()]
        self.digest = hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]

    def script(self) -> str:
        """Return the address of the one script that every page loads, below the site's own.

        Raises:
            PluginError: a mistake in the sources, in esbuild's words.
            NpmError: the packages are not installed yet and cannot be had.
        """
        self._made()
        return f"{FOLDER}/{self.digest}/live.js"

    def write(self, site: Path) -> None:
        """Copy everything into a built site."""
        shutil.copytree(self._made(), site / FOLDER / self.digest, dirs_exist_ok=True)
        pyodide = site / FOLDER / "pyodide" / _version(self._pyodide())
        pyodide.mkdir(parents=True, exist_ok=True)
        for name in _PYODIDE:
            shutil.copyfile(self._pyodide() / name, pyodide / name)

    def _pyodide(self) -> Path:
        return installed_packages(self.cache, self.sources) / "pyodide"

    def _made(self) -> Path:
        """Bundle the scripts, whole or not at all, and once for each state of the sources."""
        home = self.cache / "live" / self.digest
        if home.is_dir():
            return home
        home.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="bundling-", dir=home.parent) as folder:
            trial = Path(folder) / "bundle"
            self._bundle(trial)
            (trial / _LIBRARY).write_bytes(self.zip)
            try:
                trial.rename(home)
            except OSError:  # another build was first
                if not home.is_dir():
                    raise
        return home

    def _bundle(self, target: Path) -> None:
        modules = installed_packages(self.cache, self.sources)
        request = {"sources": str(self.sources), "target": str(target), "constants": self._constants()}
        command = [node_program(), str(_SCRIPT), str(modules)]
        finished = subprocess.run(command, input=json.dumps(request), capture_output=True, encoding="utf-8")
        if finished.returncode:
            raise PluginError(f"src/live could not be bundled: {finished.stderr.strip()}")

    def _constants(self) -> dict[str, object]:
        """Tell the scripts what there is to load: addresses, bytes, and what the lock says of Pyodide itself."""
        pyodide = self._pyodide()
        lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
        return {
            "PYODIDE": f"../pyodide/{_version(pyodide)}/",
            "PYODIDE_LOCK": {"info": lock["info"], "packages": {}},
            "LIBRARY": _LIBRARY,
            "SMALL_JAX": _SMALL_JAX,
            "COUNTED": [*_COUNTED, _LIBRARY],
            "TOTAL": sum((pyodide / name).stat().st_size for name in _COUNTED) + len(self.zip),
        }


def _version(pyodide: Path) -> str:
    return str(json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"])


def _with_session(library: BrowserLibrary, sources: Path) -> bytes:
    return library.zipped({path.name: path.read_bytes() for path in sources.glob("*.py")})
