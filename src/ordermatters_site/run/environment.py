"""The environment that a kernel starts in: stated here, whatever the shell that builds the site has set."""

import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from ordermatters_site.library import library_origins

# What a machine or its user needs said, and no result depends on.
_KEPT = set(
    """
    HOME USER LOGNAME USERPROFILE APPDATA LOCALAPPDATA SYSTEMROOT SYSTEMDRIVE COMSPEC PATHEXT TMPDIR TMP TEMP
    XDG_CACHE_HOME XDG_RUNTIME_DIR LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH PYTHONNOUSERSITE
    HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE
    """.split()  # noqa: SIM905
)
_KEPT_PREFIXES = ("PIP_",)
# What a machine may need said, and results may depend on: it is part of a page's fingerprint.
_SHAPING_PREFIXES = ("OPENBLAS_",)
_FIXED = {
    "JAX_PLATFORMS": "cpu",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    # `mkdocs serve` watches src: a kernel that wrote .pyc files there would start the next build.
    "PYTHONDONTWRITEBYTECODE": "1",
}


def kernel_environment(private: str, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return all that a kernel finds in its environment; a user's own IPython and Matplotlib settings stay out.

    Programs of this Python's environment come first (`!pip`, `!python`), and the library that was fingerprinted is the
    one imported, whatever other copy is installed.
    """
    kept = {name: value for name, value in given.items() if name.upper() in _KEPT or name.startswith(_KEPT_PREFIXES)}
    programs = os.pathsep.join([str(Path(sys.executable).parent), given.get("PATH", os.defpath)])
    places = [str(origin.parents[1]) for origin in library_origins().values()]
    places += [str(Path(place).absolute()) for place in given.get("PYTHONPATH", "").split(os.pathsep) if place]
    return {
        **kept,
        **_FIXED,
        **shaping(given),
        **_matplotlib(),
        "PATH": programs,
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(places)),
        "IPYTHONDIR": private,
    }


def shaping(given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what is taken over from the environment although results may depend on it."""
    chosen = {name: value for name, value in given.items() if name.startswith(_SHAPING_PREFIXES)}
    return chosen | ({"JAX_PLATFORMS": given["JAX_PLATFORMS"]} if given.get("JAX_PLATFORMS") else {})


def _matplotlib() -> dict[str, str]:
    """Name Matplotlib's own settings; it would look for a user's."""
    found = importlib.util.find_spec("matplotlib")
    settings = Path(found.origin).parent / "mpl-data/matplotlibrc" if found and found.origin else None
    return {"MATPLOTLIBRC": str(settings)} if settings and settings.exists() else {}
