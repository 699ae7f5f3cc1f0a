"""Faults that stand in a page's source are told before anything has run."""

from pathlib import Path

import pytest

from ordermatters_site.run.lessons import read_lesson
from ordermatters_site.run.preflight import preflight
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.store import Store

HEAD = (
    "---\njupyter:\n  kernelspec: {{display_name: Python 3, language: python, name: {kernel}}}\n---\n\n# A lesson\n\n"
)


def messages(folder: Path, text: str, kernel: str = "python3") -> list[str]:
    path = folder / "lesson.md"
    path.write_text(HEAD.format(kernel=kernel) + text)
    return [str(fault) for fault in preflight([read_lesson(path, "lesson.md", Store())], RunOptions())]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '```python tags=["measurd"]\n1\n```\n',
            "cell 1, line 9: the tag 'measurd' is not known\n    Did you mean 'measured'",
        ),
        ("Look:\n\n![](a.svg)\n", "lesson.md, line 10: a picture without alt text"),
        ("Look: ![  ](a.svg)\n", "line 8: a picture without alt text"),
        ('<img src="a.svg">\n', "line 8: a picture without alt text"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    [only] = messages(tmp_path, text)
    assert fault in only


def test_a_kernel_that_is_not_installed_is_told(tmp_path: Path) -> None:
    assert "the kernel 'nosuch' is not installed" in messages(tmp_path, "Text.\n", kernel="nosuch")[0]


@pytest.mark.parametrize(
    "text",
    [
        '```python tags=["hidden", "folded", "hide-input"]\n1\n```\n',
        "![a curve](a.svg) and `![](a.svg)`\n\n```text\n![](a.svg)\n```\n",
        '<img src="a.svg" alt="">\n',
    ],
)
def test_what_is_right_or_means_something_elsewhere_passes(tmp_path: Path, text: str) -> None:
    assert messages(tmp_path, text) == []
