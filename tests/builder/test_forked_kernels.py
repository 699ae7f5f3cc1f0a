"""Kernels by fork: they are those that jupyter_client starts, and nothing of them is left, whatever ends."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from run_pages import install_kernel, lesson, printed, run
from watching import runs, wait_for

from ordermatters_site.run import forked_kernels
from ordermatters_site.run.environment import kernel_environment
from ordermatters_site.run.forked_kernels import ForkedProcess

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")

ABOUT = """\
import json, os, signal, sys, threading
own = {"IPYTHONDIR", "JPY_PARENT_PID"}
print(json.dumps({
    "modules": sorted(set(sys.modules) - {"runpy"}), "path": sys.path, "launched as": sys.argv[0], "in": os.getcwd(),
    "environment": {name: value for name, value in os.environ.items() if name not in own}, "flags": str(sys.flags),
    "signals": [str(signal.getsignal(number)) for number in range(1, 30)], "group": os.getsid(0) == os.getpid(),
    "threads": len(threading.enumerate()), "open": len(os.listdir("/proc/self/fd")), "parent": os.getppid() > 1}))
"""


def test_a_forked_kernel_is_the_one_that_would_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forks: list[ForkedProcess] = []
    made = ForkedProcess.__init__

    def noted(self: ForkedProcess, *arguments: object) -> None:
        made(self, *arguments)  # type: ignore[arg-type]
        forks.append(self)

    monkeypatch.setattr(ForkedProcess, "__init__", noted)
    forked = json.loads(printed(run(lesson(tmp_path, ABOUT))))
    assert len(forks) == 1 and forks[0].poll() == 0
    monkeypatch.setattr(forked_kernels, "_LAUNCHER", [])
    started = json.loads(printed(run(lesson(tmp_path, ABOUT))))
    assert len(forks) == 1
    assert forked == started


def parent_of_kernel(folder: Path) -> int:
    return int(printed(run(lesson(folder, "import os\nprint(os.getppid())"))))


def test_where_the_server_has_ended_a_kernel_is_started_and_the_next_is_forked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forked_kernels, "_servers", {})
    server = parent_of_kernel(tmp_path)
    os.kill(server, signal.SIGKILL)
    assert parent_of_kernel(tmp_path) == os.getpid()
    assert parent_of_kernel(tmp_path) not in (os.getpid(), server)


ASKING = """
import os, sys, time
sys.path[:0] = {path!r}
from pathlib import Path
from ordermatters_site.run.forked_kernels import ForkedProcess
environment = dict(os.environ, IPYTHONDIR={folder!r})
kernel = ForkedProcess(["-f", {folder!r} + "/connection.json"], environment, {folder!r})
parent = Path(f"/proc/{{kernel.pid}}/stat").read_text().rpartition(")")[2].split()[1]
print(kernel.pid, parent, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=lambda how: how.name)
def test_the_server_and_its_kernels_end_with_who_asked(tmp_path: Path, how: signal.Signals) -> None:
    code = ASKING.format(path=sys.path, folder=str(tmp_path))
    asking = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert asking.stdout
    processes = [int(number) for number in asking.stdout.readline().split()]
    assert len(processes) == 2 and all(map(runs, processes))
    asking.send_signal(how)
    asking.wait()
    asking.stdout.close()
    wait_for(lambda: not any(map(runs, processes)))


def test_a_kernel_that_wants_more_of_python_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    kernel = install_kernel(tmp_path, "careful", sys.executable, "-X", "dev", "-m", "ipykernel_launcher")
    told = printed(run(lesson(tmp_path, "import os, sys\nprint(sys.flags.dev_mode, os.getppid())", kernel=kernel)))
    assert told.split() == ["True", str(os.getpid())]


def test_a_kernel_that_is_ended_at_once_is_ended(tmp_path: Path) -> None:
    """Before it has a group of its own, too."""
    environment = kernel_environment(str(tmp_path))
    kernels = [ForkedProcess(["-f", f"{tmp_path}/{i}.json"], environment, str(tmp_path)) for i in range(3)]
    for i in range(3, 20):
        kernels[-1].wait()
        kernels.append(ForkedProcess(["-f", f"{tmp_path}/{i}.json"], environment, str(tmp_path)))
    for kernel in kernels:
        kernel.wait()
    wait_for(lambda: not any(runs(kernel.pid) for kernel in kernels))
