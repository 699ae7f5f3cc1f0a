"""Faults that stand in a page's source are told before anything has run."""

import warnings
from pathlib import Path

import pytest

from ordermatters_site.run.kernel_steps import kernel_steps, puts_out
from ordermatters_site.run.lessons import read_lesson
from ordermatters_site.run.module_summary import summarize
from ordermatters_site.run.preflight import preflight
from ordermatters_site.run.run_options import RunOptions
from ordermatters_site.stage.statements import statements_of
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


def test_code_that_python_warns_of_is_read_without_a_word() -> None:
    source = 'label = "\\c"\nlabel'
    cell = {"cell_type": "code", "source": source, "metadata": {}}
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        kernel_steps({"cells": [cell], "metadata": {}}, exact=False)
        assert puts_out(source) and len(statements_of(source)) == 2
        summarize(source, "", is_package=False)
    assert not said
