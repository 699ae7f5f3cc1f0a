"""Lessons shown on the page of another: the text of the file, and below it what this build has made of it."""

import posixpath
import re

from ordermatters_site.faults import SiteError
from ordermatters_site.stage.course import Course, CoursePage
from ordermatters_site.stage.pages import PageOptions, fenced, page_markdown

_EXAMPLE = re.compile(r"^<!-- example: (?P<file>\S+) -->$", re.MULTILINE)
_HEADING = re.compile(r"\A\s*# (?P<title>.*)\n")


def with_examples(text: str, page: CoursePage, course: Course, options: PageOptions) -> str:
    """Put examples in where the text of a page asks for them: `<!-- example: FILE -->`, seen from the page.

    Raises:
        SiteError: if the course has no lesson of that name.
    """
    return _EXAMPLE.sub(lambda place: _example(place["file"], page, course, options), text)


def _example(file: str, page: CoursePage, course: Course, options: PageOptions) -> str:
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), file))
    lesson = course.page(name)
    if lesson is None or lesson.notebook is None:
        raise SiteError(f"{page.name}: the example {name} is not a lesson of this course")
    written = page_markdown(lesson.notebook, options)
    heading = _HEADING.match(written)  # a page has one heading of the first level, and this is not its own
    title, body = (heading["title"], written[heading.end() :]) if heading else (course.title(lesson), written)
    result = (
        f'<div class="admonition example" markdown="block">\n<p class="admonition-title">{title}</p>\n\n{body}\n</div>'
    )
    return (
        f"{fenced(lesson.source.rstrip(), 'markdown')}\n\nIts [page]({file}), as it was just built, says:\n\n{result}"
    )
