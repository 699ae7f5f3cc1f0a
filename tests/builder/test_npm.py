"""The install from the lock: once, whole, and with a sentence when it cannot be."""

import json
import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ordermatters_site import npm
from ordermatters_site.faults import SiteError

LOCK = json.loads((npm.PACKAGES / "package-lock.json").read_text())


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Make a lock that needs no registry: one package, from a folder beside it."""
    folder = tmp_path / "live"
    (folder / "tiny").mkdir(parents=True)
    (folder / "tiny" / "package.json").write_text('{"name": "tiny", "version": "1.0.0"}')
    (folder / "package.json").write_text('{"name": "trial", "version": "1.0.0"}')
    packages = {"": {"name": "trial", "version": "1.0.0"}}
    lock = {"name": "trial", "version": "1.0.0", "lockfileVersion": 3, "requires": True, "packages": packages}
    (folder / "package-lock.json").write_text(json.dumps(lock))
    return folder


@pytest.fixture
def installs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stand in for npm: note where it was asked to install."""
    asked: list[Path] = []

    def install(folder: Path) -> None:
        asked.append(folder)
        (folder / "node_modules/tiny").mkdir(parents=True)
        (folder / "node_modules/tiny/index.js").write_text("export default 1;")

    monkeypatch.setattr(npm, "_install", install)
    monkeypatch.setattr(npm, "_looked_at", set())
    return asked


def test_installs_once_per_lock(packages: Path, installs: list[Path], tmp_path: Path) -> None:
    first = npm.installed_packages(tmp_path / "cache", packages)
    assert npm.installed_packages(tmp_path / "cache", packages) == first
    assert len(installs) == 1
    assert first.is_dir() and first.parent.parent == tmp_path / "cache" / "npm"
    (packages / "package-lock.json").write_text("{}")
    assert npm.installed_packages(tmp_path / "cache", packages) != first
    assert len(installs) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda home: (home / "node_modules/tiny/index.js").write_text(""),
        lambda home: (home / "node_modules/tiny/index.js").write_text("export default"),
        lambda home: (home / "node_modules/tiny/index.js").unlink(),
        lambda home: (home / "sizes.json").write_text(""),
        lambda home: (home / "sizes.json").unlink(),
    ],
    ids=["emptied", "cut", "missing", "not known", "not noted"],
)
def test_damaged_files_are_installed_anew(
    packages: Path, installs: list[Path], tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    home = npm.installed_packages(tmp_path / "cache", packages).parent
    damage(home)
    npm._looked_at.clear()  # another process
    assert npm.installed_packages(tmp_path / "cache", packages) == home / "node_modules"
    assert len(installs) == 2 and (home / "node_modules/tiny/index.js").read_text() == "export default 1;"
    npm._looked_at.clear()
    npm.installed_packages(tmp_path / "cache", packages)
    assert len(installs) == 2


def test_takes_the_lock_along(packages: Path, installs: list[Path], tmp_path: Path) -> None:
    home = npm.installed_packages(tmp_path / "cache", packages).parent
    assert (home / "package-lock.json").read_bytes() == (packages / "package-lock.json").read_bytes()
    assert not (home / "tiny").exists()


def test_an_interrupted_install_leaves_nothing(packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(folder: Path) -> None:
        (folder / "node_modules").mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr(npm, "_install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        npm.installed_packages(tmp_path / "cache", packages)
    assert list((tmp_path / "cache" / "npm").iterdir()) == []


def test_two_builds_at_once(packages: Path, installs: list[Path], tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        folders = set(pool.map(lambda _: npm.installed_packages(tmp_path / "cache", packages), range(8)))
    assert len(folders) == 1
    assert [path.name for path in (tmp_path / "cache" / "npm").iterdir()] == [npm.lock_digest(packages)]


def test_says_that_the_registry_is_out_of_reach(packages: Path, tmp_path: Path) -> None:
    (packages / ".npmrc").write_text("registry=http://127.0.0.1:9/\nfetch-retries=0\n")
    lock = json.loads((packages / "package-lock.json").read_text())
    lock["packages"][""]["dependencies"] = {"nowhere-to-be-had": "1.0.0"}
    lock["packages"]["node_modules/nowhere-to-be-had"] = {"version": "1.0.0", "integrity": "sha512-AAAA"}
    (packages / "package-lock.json").write_text(json.dumps(lock))
    manifest = {"name": "trial", "version": "1.0.0", "dependencies": {"nowhere-to-be-had": "1.0.0"}}
    (packages / "package.json").write_text(json.dumps(manifest))
    with pytest.raises(SiteError, match=r"needs the npm registry once.*ECONNREFUSED") as caught:
        npm.installed_packages(tmp_path / "cache", packages)
    assert "\n" not in str(caught.value)


def test_passes_on_what_npm_says_of_a_bad_lock(packages: Path, tmp_path: Path) -> None:
    manifest = {"name": "trial", "version": "1.0.0", "dependencies": {"tiny": "file:tiny"}}
    (packages / "package.json").write_text(json.dumps(manifest))
    with pytest.raises(SiteError, match=r"package-lock\.json names: .*npm ci"):
        npm.installed_packages(tmp_path / "cache", packages)


def test_says_what_npm_found_and_not_where_it_looked() -> None:
    """What an install fails with on Windows where somebody has opened a file of it."""
    details = "code EPERM|syscall rename|path C:\\a|dest C:\\b|errno -4048"
    lines = [*details.split("|"), "Error: EPERM: operation not permitted, rename 'C:\\a' -> 'C:\\b'"]
    said = npm._sentence("".join(f"npm error {line}\n" for line in lines))
    assert said.endswith(f"names: {lines[-1]}")


def test_node_runs() -> None:
    answer = subprocess.run([npm.node_program(), "-p", "6 * 7"], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == "42"


def test_the_lock_names_no_registry() -> None:
    assert not re.search(r'"resolved"', (npm.PACKAGES / "package-lock.json").read_text())
    assert all("integrity" in entry for name, entry in LOCK["packages"].items() if name)


def test_dependencies_are_pinned_exactly() -> None:
    manifest = json.loads((npm.PACKAGES / "package.json").read_text())
    pinned = manifest["dependencies"] | manifest["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned.values())
