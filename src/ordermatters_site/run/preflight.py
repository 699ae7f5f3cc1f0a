"""Faults that can be seen in a page's source: reported before minutes are spent on running it and others."""

import difflib
import re
from collections.abc import Iterator, Sequence

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from ordermatters_site.run.lessons import Lesson, LessonError
from ordermatters_site.run.prose import CODE_SPAN, FENCE, blank
from ordermatters_site.run.run_options import RunOptions

TAGS = ("check", "folded", "measured", "raises-exception", "skip-execution")
"""The tags that mean something to a run or to its page; `mkdocs.yml` may give a meaning to others."""

_WITHOUT_ALT = re.compile(r"!\[\s*\](?=\()|<img\b(?![^>]*\balt=)[^>]*>")

_TO_NAME_ANOTHER = {
    ".ipynb": "Install it, choose *Python 3* by *Kernel, Change Kernel* in Jupyter, or list the page in "
    "`execute_ignore` of mkdocs.yml: it is shown with the outputs that it was saved with.",
    ".md": "Install it, or name another in the page's front matter (`kernelspec: name:`).",
}


def preflight(lessons: Sequence[Lesson], options: RunOptions) -> list[LessonError]:
    """List what would end the build once all lessons have run, the first of each page."""
    kernels = KernelSpecManager()
    found = (next(_of(lesson, options, kernels), None) for lesson in lessons)
    return [fault for fault in found if fault]


def kernel_name(lesson: Lesson, options: RunOptions) -> str:
    """Name the kernel that a page is run by; a notebook that names another machine's Python means the build's."""
    wanted = lesson.notebook["metadata"].get("kernelspec", {})
    name = str(options.kernel_name or wanted.get("name", "python3"))
    from_elsewhere = lesson.path.suffix == ".ipynb" and wanted.get("language") == "python" and not options.kernel_name
    return "python3" if from_elsewhere and name not in KernelSpecManager().find_kernel_specs() else name


def no_such_kernel(lesson: Lesson, name: str) -> LessonError:
    """Say that a kernel is missing, and how to do without in this kind of file."""
    mend = _TO_NAME_ANOTHER.get(lesson.path.suffix, _TO_NAME_ANOTHER[".md"])
    return LessonError(lesson.name, f"the kernel {name!r} is not installed", mend=mend)


def _of(lesson: Lesson, options: RunOptions, kernels: KernelSpecManager) -> Iterator[LessonError]:
    name = kernel_name(lesson, options)
    try:
        kernels.get_kernel_spec(name)
    except NoSuchKernel:
        yield no_such_kernel(lesson, name)
    if lesson.path.suffix == ".md":
        yield from _misspelt_tags(lesson)
        yield from _pictures_without_text(lesson)


def _misspelt_tags(lesson: Lesson) -> Iterator[LessonError]:
    for index, cell in enumerate(lesson.notebook["cells"]):
        for tag in cell["metadata"].get("tags", []):
            near = difflib.get_close_matches(tag, TAGS, n=1, cutoff=0.75)
            if near and tag not in TAGS:
                yield LessonError(
                    lesson.name,
                    f"the tag {tag!r} is not known",
                    cell=lesson.cell_number(index),
                    line=lesson.line_of(index),
                    mend=f"Did you mean {near[0]!r}?",
                )


def _pictures_without_text(lesson: Lesson) -> Iterator[LessonError]:
    for index, cell in enumerate(lesson.notebook["cells"]):
        if cell["cell_type"] == "markdown":
            prose = CODE_SPAN.sub(blank, FENCE.sub(blank, cell["source"]))
            for picture in _WITHOUT_ALT.finditer(prose):
                line = lesson.line_of(index, prose.count("\n", 0, picture.start()) + 1)
                yield LessonError(
                    lesson.name,
                    "a picture without alt text",
                    line=line,
                    mend="Say what it shows between the brackets: `![what it shows](picture.svg)`.",
                )
