"""KaTeX, which Node runs: a process that answers until this one ends."""

import atexit
import functools
import json
import subprocess
from pathlib import Path

from ordermatters_site.faults import SiteError
from ordermatters_site.npm import PACKAGES, installed_packages, node_program

_SCRIPT = Path(__file__).with_suffix(".mjs")


def render(requests: list[dict[str, object]], cache: Path) -> list[dict[str, str]]:
    """Have formulas rendered; each answer has its `html`, or the `error` in it.

    Raises:
        SiteError: if KaTeX cannot be installed, or Node ends without an answer.
    """
    process = _process(cache.resolve())
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps(requests) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise SiteError("KaTeX ended without an answer; what Node said of it stands above")
    return list(json.loads(answer))


@functools.cache
def renderer() -> tuple[str, str]:
    """Return what makes HTML of a formula: KaTeX's version, and the script that asks it."""
    pinned = json.loads((PACKAGES / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return str(pinned["katex"]), _SCRIPT.read_text(encoding="utf-8")


@functools.cache
def _process(cache: Path) -> "subprocess.Popen[str]":
    command = [node_program(), str(_SCRIPT), str(installed_packages(cache))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    atexit.register(process.communicate)
    return process
