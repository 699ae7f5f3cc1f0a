"""What `mkdocs serve` hands out: the last whole site, and in each page what is being built, or why it cannot be."""

import logging
import re
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer

from ordermatters_site.run.progress import Progress
from ordermatters_site.stage.notices import fault_notice, with_notice

log = logging.getLogger("mkdocs.plugins.ordermatters")
_MKDOCS = logging.getLogger("mkdocs")

ADDRESS = "/ordermatters/building"
_SCRIPT = Path(__file__).with_name("building.js")


class ServedSite(logging.Handler):
    """Has a server of MkDocs answer while a build is under way and after one that failed; by itself it waits."""

    def __init__(self, server: LiveReloadServer) -> None:
        """Take the place of the server's builder, and answer before it does."""
        super().__init__(logging.INFO)
        self.server, self.build = server, server.builder
        self.began, self.doing, self.errors = 0.0, "", list[str]()
        server.builder = self.rebuild
        server.set_app(self.answer)

    def rebuild(self) -> None:
        """Build the site anew; where that fails, say so on the pages of the last one, and go on."""
        self.began, self.errors = time.monotonic(), []
        _MKDOCS.addHandler(self)
        try:
            self.build()
        except Exception as error:  # MkDocs would answer no browser any more until it is mended
            self._tell(error)
        finally:
            _MKDOCS.removeHandler(self)
            self.doing = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Note what is said during a build."""
        self.doing = " ".join(record.getMessage().split())
        if record.levelno >= logging.ERROR:
            self.errors.append(record.getMessage())

    def answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Say what is being built to a page that asks, and leave the rest to the server."""
        if environ["PATH_INFO"] != ADDRESS:
            return self.server.serve_request(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")])
        seconds = round(time.monotonic() - self.began)
        return [f"Building for {seconds} s. {Progress.in_words or self.doing}".encode() if self.doing else b""]

    def _tell(self, error: Exception) -> None:
        fault = _cause(error)
        if not (isinstance(fault, MkDocsException) or hasattr(fault, "lineno")):
            traceback.print_exception(fault)
        if not (self.errors and isinstance(fault, Abort)) and told(fault) not in self.errors:
            log.error(told(fault))
        said = "\n".join(dict.fromkeys(self.errors))
        for path in Path(self.server.root).rglob("*.html"):
            page = _NOTICE.sub("", path.read_text(encoding="utf-8"))
            path.write_text(with_notice(page, fault_notice(said, _LAST)), encoding="utf-8")


_LAST = "The site cannot be built any more; this is its last good state."
_NOTICE = re.compile(rf'<div class="om-failure"[^>]*><p><strong>{re.escape(_LAST)}.*?</div>', re.DOTALL)


def with_watch(page: str) -> str:
    """Let a page show what is being built, for as long as it is."""
    before, end, after = page.rpartition("</body>")
    return f"{before}<script>{_SCRIPT.read_text(encoding='utf-8')}</script>{end}{after}"


def told(fault: Exception) -> str:
    """Say in one sentence what is wrong, and where."""
    if isinstance(fault, MkDocsException):
        return str(fault)
    file, line = getattr(fault, "filename", None), getattr(fault, "lineno", None)
    if not (file and line):
        frames = traceback.extract_tb(fault.__traceback__)
        file, line = (frames[-1].filename, frames[-1].lineno) if frames else ("somewhere", 0)
    what = getattr(fault, "msg", None) or str(fault)
    return f"{_short(str(file))}, line {line}: {type(fault).__name__}: {what}"


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else file


def _cause(error: Exception) -> Exception:
    """Find what MkDocs means by saying that it aborted."""
    return error.__context__ if isinstance(error, Abort) and isinstance(error.__context__, Exception) else error
