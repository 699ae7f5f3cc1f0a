"""A kernel of a page's own: in a stated environment, heard by nobody else, and gone with all that it started."""

import asyncio
import json
import os
import platform
import re
import site
import sys
import sysconfig
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode

from ordermatters_site.library import library_origins
from ordermatters_site.run import recorder
from ordermatters_site.run.environment import kernel_environment
from ordermatters_site.run.forked_kernels import ForkingProvisioner
from ordermatters_site.run.lessons import Lesson, LessonError
from ordermatters_site.run.notebooks import VIEW
from ordermatters_site.run.preflight import kernel_name, no_such_kernel
from ordermatters_site.run.run_options import RunOptions

_SECONDS_TO_START = 60
# Where IPython has compiled a cell, a file of this run alone: `/tmp/ipykernel_12/345.py:1: DeprecationWarning: …`.
_CELL = re.compile(r"^.*[/\\]ipykernel_\d+[/\\]\d+\.py:\d+: ", re.MULTILINE)
_SHOWING = ("display_data", "execute_result", "update_display_data")
_OF_JSON = re.compile(r"application/(?:.*\+)?json")


def _can_be_kept(kind: str, value: Any) -> bool:
    """Tell whether a notebook can hold a form of an output: data that call themselves no JSON are lost on saving."""
    return isinstance(value, str) or bool(_OF_JSON.fullmatch(kind))


class LessonClient(NotebookClient):
    """Ends a kernel that puts out more than a page can hold, whatever its cells do with the error."""

    received = 0
    end_kernel: Callable[[], None]
    _watch: asyncio.Task[None] | None = None

    @property
    def flooded(self) -> bool:
        """Whether that has happened."""
        return self.received > recorder.MOST_CHARACTERS

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Take in a message of the kernel's, unless there have been too many."""
        content = msg["content"]
        self.received += len(content.get("text", "")) + sum(map(len, map(str, content.get("data", {}).values())))
        if self.flooded and msg["msg_type"] != "status":
            self.end_kernel()
            return None
        if msg["msg_type"] in _SHOWING:
            content["data"] = {kind: value for kind, value in content["data"].items() if _can_be_kept(kind, value)}
        return super().process_message(msg, cell, cell_index)

    def handle_comm_msg(self, outs: list[NotebookNode], msg: dict[str, Any], cell_index: int) -> None:
        """Take in what a widget says; of one that is closed, such as a bar that shall not stay, nothing is shown."""
        super().handle_comm_msg(outs, msg, cell_index)
        for output in outs if msg["msg_type"] == "comm_close" else []:
            if output.get("data", {}).get(VIEW, {}).get("model_id") == msg["content"]["comm_id"]:
                output["data"] = NotebookNode()

    async def _async_poll_kernel_alive(self) -> None:
        self._watch = asyncio.current_task()
        await super()._async_poll_kernel_alive()

    async def end_watch(self) -> None:
        """End the look after the kernel: of a cell whose run is cancelled, nbclient goes on with it for ever."""
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)


@asynccontextmanager
async def kernel_for(
    lesson: Lesson, notebook: NotebookNode, options: RunOptions, private: str
) -> AsyncIterator[LessonClient]:
    """Start a kernel for a notebook, and end it with every process of its group.

    Raises:
        LessonError: if the kernel is not installed, or runs another Python than this.
    """
    name = kernel_name(lesson, options)
    client = LessonClient(
        notebook,
        timeout=options.seconds_per_cell,
        kernel_name=name,
        allow_errors=options.allow_errors,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(lesson.path.parent)}},
    )
    manager = client.create_kernel_manager()
    _keep_private(manager, private)
    try:
        manager.provisioner = provisioner = ForkingProvisioner(kernel_spec=manager.kernel_spec, parent=manager)
    except NoSuchKernel as error:
        raise no_such_kernel(lesson, name) from error
    client.end_kernel = provisioner.end_group
    try:
        async with client.async_setup_kernel(env=kernel_environment(private)):
            await _prepare(client, lesson, name, private)
            try:
                yield client
            finally:
                await client.end_watch()
    finally:
        provisioner.end_group()  # also where the kernel has ended by itself


def _keep_private(manager: KernelManager, folder: str) -> None:
    """Let a kernel talk through files in a folder of its own, not through ports that others can reach.

    On Windows it has ports, and what it says there is encrypted.
    """
    if os.name == "posix":
        manager.transport, manager.ip = "ipc", f"{folder}/kernel"
        manager.connection_file = f"{folder}/connection.json"
    else:
        manager.transport_encryption = "auto"


async def _prepare(client: NotebookClient, lesson: Lesson, name: str, private: str) -> None:
    """Have the kernel take notes, and refuse one that is not this Python: fingerprint and foot would be wrong."""
    kernel, specification = client.kc, getattr(client.km, "kernel_spec", None)
    if not isinstance(kernel, AsyncKernelClient) or getattr(specification, "language", "python").lower() != "python":
        return
    origins = library_origins()
    program = f"{Path(recorder.__file__).read_text('utf-8')}\nstart({private!r}, {sorted(origins)!r})\n"
    await kernel.execute_interactive(
        f"exec({program!r}, {{'__name__': 'recorder'}})",
        silent=True,
        store_history=False,
        allow_stdin=False,
        output_hook=lambda _: None,
        timeout=_SECONDS_TO_START,
    )
    try:
        about = json.loads(Path(private, recorder.KERNEL).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LessonError(lesson.name, f"the kernel {name!r} does not run Python code") from error
    if fault := _difference(about, origins):
        mend = "Name a kernel of this one in the page's front matter: `kernelspec: {name: python3}`."
        raise LessonError(lesson.name, f"the kernel {name!r} {fault}", mend=mend)


def _difference(about: dict[str, Any], origins: dict[str, Path]) -> str:
    """Say how a kernel's Python differs from the one that builds the site; empty if it does not."""
    if not os.path.samefile(about["prefix"], sys.prefix):
        ours = f"{platform.python_version()} in {sys.prefix}"
        return f"is Python {about['version']} in {about['prefix']}, and the site is built by Python {ours}"
    for package, origin in origins.items():
        found = about["origins"][package]
        if not (found and os.path.samefile(found, origin)):
            return f"imports {package} from {found}, and the site is built with {origin}"
    return ""


def without_local_paths(notebook: NotebookNode, folder: Path, private: str) -> None:
    """Take this machine's folders out of warnings and tracebacks: another build has others."""
    places = [*site.getsitepackages(), *(str(origin.parents[1]) for origin in library_origins().values()), str(folder)]
    places = [*places, private, sysconfig.get_path("stdlib")]
    home = os.path.join(os.path.expanduser("~"), "")  # which IPython shortens
    places += [os.path.join("~", place.removeprefix(home)) for place in places if place.startswith(home)]
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        if output.output_type == "stream" and output.name == "stderr":
            output.text = _without(_CELL.sub("", output.text), places)
        elif output.output_type == "error":
            output.traceback = [_without(part, places) for part in output.traceback]


def _without(text: str, places: list[str]) -> str:
    for place in places:
        text = text.replace(os.path.join(place, ""), "")
    return text
