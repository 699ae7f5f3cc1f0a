"""Break the project in many places, one after the other, and report what the tests do not notice.

    python tests/nightly/mutants.py [WORD ...]

Each mutant is one edit to a copy of the tree: a file, what stands there, what is put in its place, and the tests that
must fail. With words, only mutants whose file or text has one of them are tried. Ends with status 1 if one survives.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mutants_of_the_project import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("src", "tests", "docs", "mkdocs.yml", "pyproject.toml", "README.md", "requirements.txt", "requirements.lock")
SECONDS = 600


@dataclass(frozen=True)
class Trial:
    """What the tests said of a mutant."""

    mutant: Mutant
    verdict: str
    """`killed`, `survived`; `stale`: what it replaces does not stand in the file once; `error`: no test could run."""


def copy_of_the_tree(folder: Path) -> None:
    """Copy what tests need; what builds keep is shared with the original."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(source, folder / name)
    shutil.copytree(ROOT / ".cache", folder / ".cache", ignore=shutil.ignore_patterns("upkeep"), symlinks=True)


def tried(mutant: Mutant, folder: Path) -> Trial:
    """Break the copy, run the tests, and mend it."""
    file = folder / mutant.file
    whole = file.read_text(encoding="utf-8")
    if whole.count(mutant.old) != 1:
        return Trial(mutant, "stale")
    file.write_text(whole.replace(mutant.old, mutant.new), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *mutant.tests]
    settings = {"PYTHONDONTWRITEBYTECODE": "1", "ORDERMATTERS_TESTS_AT_LENGTH": "1"}
    environment = os.environ | settings | {"PYTHONPATH": str(folder / "src")}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS)
        verdict = {0: "survived", 1: "killed"}.get(done.returncode, "error")
    except subprocess.TimeoutExpired:
        verdict = "killed"
    finally:
        file.write_text(whole, encoding="utf-8")
    return Trial(mutant, verdict)


def main(words: list[str]) -> int:
    """Try the mutants and print what became of each."""
    chosen = [m for m in MUTANTS if not words or any(word in f"{m.file} {m.old}" for word in words)]
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy_of_the_tree(Path(folder))
        trials = []
        for mutant in chosen:
            trials.append(trial := tried(mutant, Path(folder)))
            print(f"{trial.verdict:8} {mutant.file}: {mutant.old.strip()!r} → {mutant.new.strip()!r}", flush=True)
    killed = sum(trial.verdict == "killed" for trial in trials)
    print(f"{killed} of {len(trials)} mutants killed")
    return int(killed < len(trials))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
