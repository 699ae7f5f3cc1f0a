"""Fonts from npm, trimmed to the characters that a page can need."""

import hashlib
import json
import os
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from mkdocs.exceptions import PluginError

from ordermatters_site.npm import installed_packages, lock_digest, node_program

# Going back to yesterday's formulas, or between two branches, need not start Node.
STATES_PER_FONT = 4

_SCRIPT = Path(__file__).with_suffix(".mjs")
_DIGITS = 16


@dataclass(frozen=True)
class Trimmed:
    """A font file below `node_modules`, the characters to keep of it, and of its weights one or all."""

    source: str
    characters: str
    weight: int | None = None


def trimmed_fonts(fonts: list[Trimmed], cache: Path) -> list[bytes]:
    """Return each font as WOFF2 with no more than its characters; fonts trimmed before come from `cache/fonts`.

    Raises:
        PluginError: a font cannot be read or trimmed.
        NpmError: the fonts are not installed yet and cannot be had.
    """
    entries = [cache / "fonts" / f"{_key(font)}.woff2" for font in fonts]
    missing = {font: entry for font, entry in zip(fonts, entries, strict=True) if not entry.exists()}
    if missing:
        _trim(missing, cache)
    contents = [entry.read_bytes() for entry in entries]
    for entry in entries:
        _drop_oldest_beside(entry)
    return contents


def _drop_oldest_beside(used: Path) -> None:
    """Keep what was used last of the states of a font, this one among them."""
    used.touch()
    states = used.parent.glob(f"{used.stem.rpartition('-')[0]}-{'[0-9a-f]' * _DIGITS}.woff2")
    for old in sorted(states, key=lambda path: path.stat().st_mtime_ns, reverse=True)[STATES_PER_FONT:]:
        old.unlink(missing_ok=True)


def _key(font: Trimmed) -> str:
    content = json.dumps(
        [lock_digest(), _SCRIPT.read_text("utf-8"), font.source, sorted(set(font.characters)), font.weight]
    )
    return f"{Path(font.source).stem}-{hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]}"


def _trim(wanted: dict[Trimmed, Path], cache: Path) -> None:
    packages = installed_packages(cache)
    (cache / "fonts").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache / "fonts") as folder:
        targets = {font: Path(folder) / entry.name for font, entry in wanted.items()}
        requests = [
            {**asdict(font), "source": str(packages / font.source), "target": str(target.resolve())}
            for font, target in targets.items()
        ]
        command = [node_program(), str(_SCRIPT), str(packages)]
        finished = subprocess.run(command, input=json.dumps(requests).encode(), capture_output=True)
        if finished.returncode:
            raise PluginError(f"fonts could not be trimmed: {finished.stderr.decode(errors='replace').strip()}")
        for font, target in targets.items():
            os.replace(target, wanted[font])
