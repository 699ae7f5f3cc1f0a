"""The browser's side as files of the site: bundled scripts, Pyodide, and the library packed for it."""

import json
import tempfile
from functools import cached_property
from pathlib import Path

from ordermatters_site.npm import PACKAGES, installed_packages, lock_digest, run_script
from ordermatters_site.stage import small_jax
from ordermatters_site.stage.browser_library import BrowserLibrary, check_live_parts
from ordermatters_site.stage.standard_library import ARCHIVE, standard_library
from ordermatters_site.store import Store, digest

FOLDER = "assets/live"

_SCRIPT = Path(__file__).with_name("bundle.mjs")
# What Pyodide loads. The bytes of the large ones are counted while they come; scripts are none of them.
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", ARCHIVE)
_COUNTED = ("pyodide.asm.wasm", ARCHIVE)
_LIBRARY = "ordermatters.zip"
# In the place of the number of bytes, which is another for each state of the library: that bundles no script anew.
_TOTAL = 7777777777


class BrowserBundle:
    """The files that a page's live parts need."""

    def __init__(self, cache: Path, library: BrowserLibrary, store: Store, sources: Path = PACKAGES) -> None:
        """Pack the library and bundle the scripts, unless the store has them.

        Raises:
            SiteError: if the packages cannot be installed, the sources have a mistake, in esbuild's words, or no
                browser can run a live part.
        """
        check_live_parts(library)
        self.cache, self.sources, self.store = cache.resolve(), sources, store
        packed = library.zipped({path.name: path.read_bytes() for path in sources.glob("*.py")})
        self.python = {name: self._pyodide / name for name in _PYODIDE} | {ARCHIVE: standard_library(cache)}
        total = sum(self.python[name].stat().st_size for name in _COUNTED) + len(packed)
        scripts = {name: text.replace(str(_TOTAL), str(total)).encode() for name, text in self._scripts().items()}
        self.bundled: dict[str, bytes] = {**scripts, _LIBRARY: packed, small_jax.ARCHIVE: small_jax.packed()}
        parts = [part for name, content in sorted(self.bundled.items()) for part in (name.encode(), content)]
        self.digest = digest(b"\0".join(parts))[:16]

    @property
    def script(self) -> str:
        """The address of the one script that every page loads, below the site's own."""
        return f"{FOLDER}/{self.digest}/live.js"

    def files(self) -> dict[str, bytes | Path]:
        """List all files by their addresses, each with its content or where it lies."""
        pyodide = f"{FOLDER}/pyodide/{_version(self._pyodide)}"
        here = {f"{FOLDER}/{self.digest}/{name}": content for name, content in self.bundled.items()}
        return {**here, **{f"{pyodide}/{name}": path for name, path in self.python.items()}}

    @cached_property
    def _pyodide(self) -> Path:
        return installed_packages(self.cache) / "pyodide"

    def _scripts(self) -> dict[str, str]:
        parts = [lock_digest().encode(), _SCRIPT.read_bytes()]
        for path in sorted(self.sources.glob("*.js")):
            parts += [path.name.encode(), path.read_bytes()]
        origin = [digest(b"\0".join(parts)), self._constants()]
        return self.store.get_or_compute("scripts", origin, self._bundle, of_this_code=False)

    def _bundle(self) -> dict[str, str]:
        with tempfile.TemporaryDirectory(prefix="bundling-") as folder:
            request = {"sources": str(self.sources), "target": folder, "constants": self._constants()}
            run_script(_SCRIPT, request, self.cache, "src/live could not be bundled")
            return {path.name: path.read_text("utf-8") for path in sorted(Path(folder).iterdir())}

    def _constants(self) -> dict[str, object]:
        """Tell the scripts what there is to load: addresses, bytes, and what the lock says of Pyodide itself."""
        lock = json.loads((self._pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
        return {
            "PYODIDE": f"../pyodide/{_version(self._pyodide)}/",
            "PYODIDE_LOCK": {"info": lock["info"], "packages": {}},
            "LIBRARY": _LIBRARY,
            "SMALL_JAX": small_jax.ARCHIVE,
            "COUNTED": [*_COUNTED, _LIBRARY],
            "TOTAL": _TOTAL,
        }


def _version(pyodide: Path) -> str:
    return str(json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"])
