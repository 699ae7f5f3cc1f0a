"""What a maintainer reads on the terminal when lessons fail."""

from collections.abc import Sequence

from ordermatters_site.run.lessons import LessonError


def report(failures: Sequence[LessonError]) -> str:
    """Say which pages failed, where and how to mend them, and what became of the site."""
    count = "1 page" if len(failures) == 1 else f"{len(failures)} pages"
    lines = [f"{count} failed, so nothing was published; a site built before stands as it was.", *map(str, failures)]
    return "\n".join(lines)
