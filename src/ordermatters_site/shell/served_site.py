"""What `mkdocs serve` hands out: the last whole site, and in each page what is being built, or why it cannot be.

MkDocs' server has no public way to answer while it builds, or to know what was saved: this is the one place that puts
functions of its own into it, and reads its state.
"""

import hashlib
import logging
import re
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from yaml import MarkedYAMLError

from ordermatters_site.faults import SiteError, shown_place
from ordermatters_site.run.run_cache import RunCache
from ordermatters_site.run.served import ServedRuns, import_ahead
from ordermatters_site.shell.own_files import CHANGED, OwnFiles
from ordermatters_site.shell.settings_faults import described_settings
from ordermatters_site.stage.notices import fault_notice, with_notice

log = logging.getLogger("mkdocs.plugins.ordermatters")
_MKDOCS = logging.getLogger("mkdocs")

ADDRESS = "/ordermatters/building"
_SCRIPT = Path(__file__).with_name("building.js")


class ServedSite(logging.Handler):
    """Has a server of MkDocs answer while a build is under way and after one that failed; by itself it waits."""

    def __init__(self, cache: RunCache) -> None:
        """Begin with the cached runs; MkDocs makes its server when the first build is done."""
        super().__init__(logging.INFO)
        self.runs, self.names = ServedRuns(cache, self.refresh), dict[str, str]()
        self.server: LiveReloadServer | None = None
        self.own_files = OwnFiles()
        self.began, self.doing, self.errors = 0.0, "", list[str]()
        self._has_news, self._saved = threading.Event(), threading.Event()

    def take_over(self, server: LiveReloadServer, watched: Iterable[str], *, again: bool = False) -> None:
        """Take the place of the server's builder, answer before it does, and hear of what is saved in what is watched.

        Where the first build has left out what can follow, or a page has run since, it is made `again` at once.
        """
        self.server, self.build = server, server.builder
        server.builder = self.rebuild
        server.set_app(self.answer)
        for path in watched:  # MkDocs says so itself a moment later, which adds nothing
            server.watch(path)
        handler = FileSystemEventHandler()
        handler.on_any_event = self._note_save  # type: ignore[method-assign]
        for watch in server._watch_refs.values():
            server.observer.add_handler_for_watch(handler, watch)
        threading.Thread(target=import_ahead, daemon=True).start()
        if again or self._has_news.is_set():
            self.refresh()

    def refresh(self) -> None:
        """Have the site built anew with what has run since; may be called from any thread."""
        self._has_news.set()
        if self.server:
            with self.server._rebuild_cond:
                self.server._want_rebuild = True
                self.server._rebuild_cond.notify_all()

    def rebuild(self) -> None:
        """Build the site anew; where that fails, say so on the pages of the last one, and go on.

        When all that is new has run behind the server, pages are handed out meanwhile, and open ones see for
        themselves whether they have changed: MkDocs would load every one again.
        """
        assert self.server
        self.runs.saved = self._saved.is_set() or not self._has_news.is_set()
        self._saved.clear()
        self._has_news.clear()
        if not self.runs.saved:
            self.server._wanted_epoch = self.server._visible_epoch
        self.began, self.errors = time.monotonic(), []
        _MKDOCS.addHandler(self)
        try:
            if self.own_files.have_news():
                log.error(CHANGED)
            self.build()
        except Exception as error:  # MkDocs would answer no browser any more until it is mended
            self._report(error)
        finally:
            _MKDOCS.removeHandler(self)
            self.doing = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Note what is said during a build."""
        self.doing = " ".join(record.getMessage().split())
        if record.levelno >= logging.ERROR:
            self.errors.append(record.getMessage())

    def answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Say to a page that asks what runs and what is built, and in which state the page is now."""
        assert self.server
        if environ["PATH_INFO"] != ADDRESS:
            return self.server.serve_request(environ, start_response)
        path = parse_qs(environ.get("QUERY_STRING", "")).get("page", [""])[0]
        url = unquote(path).removeprefix(self.server.mount_path)
        self.runs.queue.prioritize(self.names.get(url, ""))
        headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", "X-Page": self._state(url)}
        start_response("200 OK", list(headers.items()))
        if progress := self.runs.queue.status:
            return [progress.encode()]
        seconds = round(time.monotonic() - self.began)
        return [f"Building for {seconds} s. {self.doing}".encode() if self.doing else b""]

    def _state(self, url: str) -> str:
        """Read off a page of the built site in which state it is."""
        assert self.server
        root = Path(self.server.root).resolve()
        path = (root / url / "index.html" if url.endswith("/") or not url else root / url).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            return ""
        found = _STATE.search(path.read_text(encoding="utf-8"))
        return found[1] if found else ""

    def _note_save(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self._saved.set()
            self.runs.wait_no_longer()

    def _report(self, error: Exception) -> None:
        # What MkDocs means by saying that it aborted.
        fault = error.__context__ if isinstance(error, Abort) and isinstance(error.__context__, Exception) else error
        if self.own_files.have_changed():  # its modules and scripts may no longer fit each other
            self._show(CHANGED)
            return
        if not (isinstance(fault, MkDocsException) or hasattr(fault, "lineno")):
            traceback.print_exception(fault)
        if not (self.errors and isinstance(fault, Abort)) and described(fault) not in self.errors:
            log.error(described(fault))
        self._show("\n".join(dict.fromkeys(self.errors)))

    def _show(self, said: str) -> None:
        assert self.server
        for path in Path(self.server.root).rglob("*.html"):
            page = _NOTICE.sub("", path.read_text(encoding="utf-8"))
            path.write_text(with_notice(page, fault_notice(said, _LAST)), encoding="utf-8", newline="\n")


_LAST = "The site cannot be built any more; this is its last good state."
_STATE = re.compile(r'<span hidden data-om-state="(\w+)">')
_NOTICE = re.compile(rf'<div class="om-failure"[^>]*><p><strong>{re.escape(_LAST)}.*?</div>', re.DOTALL)


def with_watch(page: str) -> str:
    """Let a page show what runs and what is built, and take in what has changed of it; it says in which state it is."""
    state = hashlib.sha256(page.encode()).hexdigest()[:16]
    page = with_notice(page, f'<span hidden data-om-state="{state}"></span>')
    before, end, after = page.rpartition("</body>")
    return f"{before}<script>{_SCRIPT.read_text(encoding='utf-8')}</script>{end}{after}"


def check_port(address: tuple[str, int]) -> None:
    """Say at once that a port is taken: MkDocs would find out when its first build is done.

    Raises:
        SiteError: if something else listens there.
    """
    host, port = address
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if sys.platform != "win32":  # there it would mean to share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            mend = "Another `mkdocs serve`? End it, or choose a port: `mkdocs serve --dev-addr 127.0.0.1:8001`."
            raise SiteError(f"port {port} of {host} cannot be had ({error.strerror}). {mend}") from error


def described(fault: Exception) -> str:
    """Say in one sentence what is wrong, and where."""
    if isinstance(fault.__context__, MarkedYAMLError):
        return described_settings(fault.__context__)
    if isinstance(fault, MkDocsException):
        return str(fault)
    file, line = getattr(fault, "filename", None), getattr(fault, "lineno", None)
    if not (file and line):
        frames = traceback.extract_tb(fault.__traceback__)
        file, line = (frames[-1].filename, frames[-1].lineno) if frames else ("somewhere", 0)
    what = getattr(fault, "msg", None) or str(fault)
    return f"{shown_place(str(file))}, line {line}: {type(fault).__name__}: {what}"
