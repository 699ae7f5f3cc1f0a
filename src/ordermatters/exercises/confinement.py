"""A process without network and without the marker's files, by what the system offers.

Linux has namespaces: the process sees the interpreter, the packages and an empty folder, all but that folder read-only,
and a network without a single connection. It keeps no rights with which it could change that. Whether all this holds
on this machine is tried out, not believed: `confinement` returns None where it does not.

Source: the manual pages unshare(1), pivot_root(2), user_namespaces(7) and setpriv(1).
"""

import shutil
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ordermatters.exercises.remote import RemoteProgram, Wrap, library_path
from ordermatters.exercises.source import Diagnosis, Source

_TOOLS = ("unshare", "mount", "umount", "pivot_root", "setpriv", "sh")
_NEW = ("--user", "--map-root-user", "--mount", "--net", "--pid", "--ipc", "--uts", "--fork", "--kill-child")

# Arguments: the new root, the folder to work in, what is to be seen, --, the command.
_ENTER = """
set -e
root=$1 work=$2
shift 2
mount -t tmpfs -o size=1m,mode=755 none "$root"
for place in /bin /sbin /lib /lib32 /lib64; do
    if [ -h "$place" ]; then ln -s "$(readlink "$place")" "$root$place"; fi
done
while [ "$1" != -- ]; do
    if [ -d "$1" ]; then mkdir -p "$root$1"; else mkdir -p "$root${1%/*}"; touch "$root$1"; fi
    mount --rbind "$1" "$root$1"
    case "$1" in /dev/*) ;; *) mount -o remount,bind,ro,nosuid "$root$1" ;; esac
    shift
done
shift
mkdir -p "$root/answer" "$root/proc" "$root/.old"
mount --bind "$work" "$root/answer"
mount -t proc proc "$root/proc" 2>/dev/null || true
cd "$root"
pivot_root . .old
umount -l /.old
mount -o remount,ro /
cd /answer
export HOME=/answer TMPDIR=/answer
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
"""

# What a confined program must not be able to do; `canary`, `library` and `port` are filled in.
_PROBE = """
import os, socket
def attempts():
    done = []
    if os.path.exists({canary!r}):
        done.append("see the marker's files")
    try:
        open(os.path.join({library!r}, "written.txt"), "w")
        done.append("write into the library")
    except OSError:
        pass
    try:
        socket.create_connection(("127.0.0.1", {port}), timeout=1).close()
        done.append("reach the network")
    except OSError:
        pass
    if os.system("mount -o remount,rw /usr >/dev/null 2>&1") == 0:
        done.append("change what is mounted")
    open("kept.txt", "w").close()
    return done
"""


class Confinement(NamedTuple):
    """A way to run a command confined, and its name."""

    name: str
    wrap: Wrap


def confinement() -> tuple[Confinement | None, str]:
    """Find what this system offers, and try it out; if nothing holds, say why not."""
    missing = [tool for tool in _TOOLS if not _found(tool)]
    if sys.platform != "linux":
        return None, f"this system ({sys.platform}) has no namespaces"
    if missing:
        return None, f"{missing[0]} is not installed"
    offered = Confinement("Linux namespaces: no network, no files but Python's own", _in_namespaces)
    try:
        escaped = _escapes(offered.wrap)
    except Diagnosis as diagnosis:
        return None, f"namespaces are not to be had here ({diagnosis})"
    return (None, f"a program in namespaces could {escaped[0]}") if escaped else (offered, "")


def _found(tool: str) -> str | None:
    return shutil.which(tool) or shutil.which(tool, path="/usr/sbin:/sbin")


def _in_namespaces(command: Sequence[str], folder: Path) -> list[str]:
    root = folder / "root"
    root.mkdir()
    seen = [str(place) for place in _seen()]
    enter = ["sh", "-c", f"PATH=$PATH:/usr/sbin:/sbin\n{_ENTER}", "enter", str(root), str(folder / "work"), *seen, "--"]
    return [str(_found("unshare")), *_NEW, "--", *enter, *command]


def _seen() -> list[Path]:
    """List what Python needs, each place once and none inside of another."""
    course = Path(__file__).resolve().parents[2]
    needed = [Path("/usr"), *map(Path, ("/bin", "/sbin", "/lib", "/lib32", "/lib64")), Path("/etc/ld.so.cache")]
    needed += [Path("/dev/null"), Path("/dev/zero"), Path("/dev/urandom"), Path("/dev/random")]
    needed += [Path(sys.prefix), Path(sys.base_prefix), course / "ordermatters"]
    needed += [place for place in library_path() if place != course]
    there = sorted(
        {place for place in needed if place.exists() and not (place.is_symlink() and place.parent == Path("/"))}
    )
    return [place for place in there if not any(place != other and place.is_relative_to(other) for other in there)]


def _escapes(wrap: Wrap) -> list[str]:
    """Run a program that tries to get out, and list what it could do."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as listening:
        canary = Path(folder) / "canary.txt"
        canary.write_text("seen")
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        library = str(Path(__file__).resolve().parent)
        probe = _PROBE.format(canary=str(canary), library=library, port=listening.getsockname()[1])
        with RemoteProgram(Source(probe), 60.0, wrap) as program:
            outcome = program.call("attempts", ())
        Path(library, "written.txt").unlink(missing_ok=True)
    if outcome.failure:
        raise Diagnosis(outcome.failure.said)
    return list(map(str, outcome.returned))
