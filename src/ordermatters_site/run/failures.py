"""What a maintainer reads when lessons fail: on the terminal, and on the page in `mkdocs serve`."""

from collections.abc import Sequence
from html import escape

from ordermatters_site.run.lessons import LessonError


def report(failures: Sequence[LessonError]) -> str:
    """Say which pages failed, where and how to mend them, and what became of the site."""
    count = "1 page" if len(failures) == 1 else f"{len(failures)} pages"
    lines = [f"{count} failed, so nothing was published; a site built before stands as it was.", *map(str, failures)]
    return "\n".join(lines)


def banner(failure: LessonError) -> str:
    """Tell the maintainer in the browser that this page is not what the file says."""
    mend = f"<p>{escape(failure.mend)}</p>" if failure.mend else ""
    return (
        '<div class="om-failure" role="alert" data-search-exclude>'
        f"<p><strong>This is the last good run of the page.</strong> The one just tried stopped in "
        f"{escape(failure.place)}:</p><pre><code>{escape(failure.what)}</code></pre>{mend}</div>"
    )


def with_fault(page: str, fault: object, consequence: str = "This page cannot be published.") -> str:
    """Tell the maintainer in the browser what is wrong with a page that is there, but not as it should be.

    Told so, the fault of one page does not end a build of `mkdocs serve`: all others are brought up to date.
    """
    told = f"<p><strong>{escape(consequence)}</strong></p><pre><code>{escape(str(fault))}</code></pre>"
    notice = f'<div class="om-failure" role="alert" data-search-exclude>{told}</div>'
    before, heading, after = page.partition("<h1")
    return f"{before}{notice}{heading}{after}" if heading else notice + page
