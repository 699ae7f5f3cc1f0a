"""What `mkdocs serve` says on a page that is there, but not as it should be."""

from html import escape

from ordermatters_site.run.lessons import LessonError


def last_good_run(failure: LessonError) -> str:
    """Tell the maintainer in the browser that this page is not what the file says."""
    mend = f"<p>{escape(failure.mend)}</p>" if failure.mend else ""
    return (
        '<div class="om-failure" role="alert" data-search-exclude>'
        f"<p><strong>This is the last good run of the page.</strong> The one just tried stopped in "
        f"{escape(failure.place)}:</p><pre><code>{escape(failure.what)}</code></pre>{mend}</div>"
    )


def pending_notice(note: str) -> str:
    """Say of a page that is served before all of it has run what is still to come."""
    return f'<div class="om-coming" role="note" data-search-exclude><p>{escape(note)}</p></div>'


def fault_notice(fault: object, consequence: str = "This page cannot be published.") -> str:
    """Say what is wrong with a page: shown there, its fault does not end a build of `mkdocs serve`."""
    message = f"<p><strong>{escape(consequence)}</strong></p><pre><code>{escape(str(fault))}</code></pre>"
    return f'<div class="om-failure" role="alert" data-search-exclude>{message}</div>'


def with_notice(page: str, notice: str) -> str:
    """Put a notice into a finished page, before its heading."""
    before, heading, after = page.partition("<h1")
    return f"{before}{notice}{heading}{after}" if heading else notice + page
