"""The pins and their lock: the same releases on every Python, each file known by its hash, nothing left out.

And the pins of the workflows, with what these may do.
"""

import importlib.metadata
import platform
import re

import pytest
import yaml
from courses import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import smalljax

PYTHONS = ["3.11.2", "3.11.9", "3.12.1", "3.13.0", "3.14.0"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def requirements(text: str) -> list[Requirement]:
    """Read the lines that name a package; a lock's hashes go on over several lines."""
    lines = re.sub(r"\s*\\\n", " ", text).splitlines()
    return [Requirement(re.sub(r"\s--hash=\S+", "", line)) for line in lines if re.match(r"[A-Za-z]", line)]


def versions(text: str, python: str) -> dict[str, str]:
    """Map each package that a Python on Linux gets to its version."""
    environment = {"python_version": ".".join(python.split(".")[:2]), "python_full_version": python}
    chosen = [r for r in requirements(text) if r.marker is None or r.marker.evaluate(environment)]
    found = {canonicalize_name(r.name): str(r.specifier) for r in chosen}
    assert len(found) == len(chosen), "two versions of one package"
    return found


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_has_every_pin(python: str) -> None:
    pins = versions((ROOT / "requirements.txt").read_text(encoding="utf-8"), python)
    locked = versions(LOCK, python)
    assert {name: locked.get(name) for name in pins} == pins


def test_every_python_has_the_jax_that_small_jax_is_held_against() -> None:
    """Each release writes some steps otherwise: on another Python, pages would say other numbers."""
    pins = requirements((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    found = [(pin.name, str(pin.specifier), pin.marker) for pin in pins if pin.name in ("jax", "jaxlib")]
    assert found == [(name, f"=={smalljax.__version__}", None) for name in ("jax", "jaxlib")]


def test_the_lock_has_what_the_pins_need() -> None:
    """A package that is missing would be refused when the site is to be published. What is installed can tell."""
    locked = versions(LOCK, platform.python_version())
    installed = {canonicalize_name(d.name): d for d in importlib.metadata.distributions()}
    known = [name for name in locked if name in installed and locked[name] == f"=={installed[name].version}"]
    assert {"mkdocs", "jax", "matplotlib"} <= set(known)
    for name in known:
        for needed in map(Requirement, installed[name].requires or []):
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                version = locked[canonicalize_name(needed.name)].removeprefix("==")
                assert needed.specifier.contains(version, prereleases=True), f"{name} needs {needed}"


def test_the_lock_knows_every_file_by_its_hash_and_names_no_place() -> None:
    entries = [entry for entry in re.split(r"\n(?=\S)", LOCK.strip()) if not entry.startswith("#")]
    for entry in entries:
        assert re.match(r"\S+==\S+", entry) and "--hash=sha256:" in entry, entry
    assert not re.search(r"://|file:|^-", LOCK, re.MULTILINE)


def test_workflows_run_actions_by_their_commit() -> None:
    """A tag can be moved to other code. What keeps its tag all the same is listed for zizmor, with the reason."""
    accepted = yaml.safe_load((ROOT / ".github/zizmor.yml").read_text(encoding="utf-8"))
    listed = set(accepted["rules"]["unpinned-uses"]["config"]["policies"]) - {"*"}
    by_tag = set()
    for workflow in WORKFLOWS:
        for action in re.findall(r"uses: (.*)", workflow.read_text(encoding="utf-8")):
            if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", action):
                by_tag.add(action.partition("@")[0])
    assert by_tag == listed


def test_workflows_may_read_and_one_job_may_publish() -> None:
    allowed = {}
    for workflow in WORKFLOWS:
        content = yaml.safe_load(workflow.read_text(encoding="utf-8"))
        assert content["permissions"] == {"contents": "read"}, workflow.name
        jobs = {f"{workflow.stem} {name}": job.get("permissions") for name, job in content["jobs"].items()}
        allowed |= {name: permissions for name, permissions in jobs.items() if permissions}
    assert allowed == {
        "publish build": {"contents": "read", "pages": "read"},  # reads for which address it builds
        "publish deploy": {"pages": "write", "id-token": "write"},
    }
