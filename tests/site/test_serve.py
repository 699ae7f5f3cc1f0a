"""`mkdocs serve`: an edit shows, a fault shows beside the last good page, and nothing builds in a loop."""

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from browsers import PYTHON_STARTS
from courses import MATERIAL, ROOT, Course, course_in
from mkdocs_processes import MkDocs
from playwright.sync_api import Browser, expect

from ordermatters_site.run.cores import Cores

LIBRARY = "src/ordermatters/counting.py"
# Looks for saved files five times as often as MkDocs would: most of what a test waits for follows a save.
SOON = """
from mkdocs.livereload import LiveReloadServer
*others, looks, ends = LiveReloadServer.__init__.__defaults__
assert (looks, ends) == (0.5, 0.25)
LiveReloadServer.__init__.__defaults__ = *others, looks / 5, ends / 5
"""


class Server:
    """A running `mkdocs serve`, its log, and its pages as a browser would get them."""

    def __init__(self, course: Course):
        self.address = f"127.0.0.1:{_free_port()}"
        self.mkdocs = MkDocs(course.folder, course.environment, ["serve", "--dev-addr", self.address], SOON)

    @property
    def builds(self) -> int:
        return self.mkdocs.log().count("Building documentation...")

    def page(self, name: str) -> str:
        return self.file(f"{name}/")

    def file(self, name: str) -> str:
        with urllib.request.urlopen(f"http://{self.address}/{name}", timeout=10) as answer:
            return str(answer.read().decode())

    def wait_for(self, name: str, is_there: Callable[[str], bool], seconds: float = 60) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.mkdocs.is_running(), self.mkdocs.log()
            try:
                if is_there(html := self.page(name)):
                    return html
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                pass  # the server is starting, or between two sites, or stuck
            time.sleep(0.05)
        raise AssertionError(f"did not show in {seconds} s:\n{self.mkdocs.log()}")

    def wait_until_nothing_is_built(self, seconds: float = 60) -> None:
        """Wait for a second without a build, ten looks at the files: on a busy machine, news of one may come late."""
        end = time.monotonic() + seconds
        builds = -1
        while builds != self.builds:
            assert time.monotonic() < end, f"a build must not start the next one:\n{self.mkdocs.log()}"
            builds = self.builds
            time.sleep(1)


def _free_port() -> int:
    """Find a port below those that the system gives to connections, which could be taken before the server has it."""
    first = 20_000 + os.getpid() * 100 % 12_000  # away from what other processes of tests choose
    return next(port for port in range(first, first + 100) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe, suppress(OSError):
        probe.bind(("127.0.0.1", port))
        return True
    return False


@pytest.fixture
def served(course: Course) -> Iterator[tuple[Course, Server]]:
    shutil.copytree(ROOT / "src/ordermatters", course.folder / "src/ordermatters")
    course.environment["PYTHONPATH"] = str(course.folder / "src")
    course.write("mkdocs.yml", (course.folder / "mkdocs.yml").read_text() + "watch: [src, theme]\n")
    course.edit("mkdocs.yml", "timeout: 20", "timeout: 120")
    course.lesson(
        "lesson",
        "# A lesson\n\n```python\nfrom ordermatters.counting import matmul_cost\nsize = 2\n"
        "print('cost', matmul_cost(size, 3, 4).multiplications)\n```\n",
    )
    server = Server(course)
    yield course, server
    server.mkdocs.stop()


def test_edits_and_faults_show_in_the_open_page(served: tuple[Course, Server]) -> None:
    course, server = served
    server.wait_for("lesson", lambda html: "cost 24<" in html)

    course.edit("docs/lesson.md", "size = 2", "size = undefined")
    html = server.wait_for("lesson", lambda html: "om-failure" in html)
    assert "lesson.md, cell 1, line 15" in html and "NameError" in html
    assert "cost 24<" in html, "the last good page stands under the banner"

    course.edit("docs/lesson.md", "size = undefined", "size = 4")
    assert "om-failure" not in server.wait_for("lesson", lambda html: "cost 48<" in html)

    course.edit(LIBRARY, "multiplications=m * p * n", "multiplications=m * p * n + 1")
    server.wait_for("lesson", lambda html: "cost 49<" in html)
    assert re.search(r"ran +lesson.md: `ordermatters.counting` changed", server.mkdocs.log())

    course.edit("docs/lesson.md", "# A lesson\n", "# A lesson\n\nIt is $\\frac{1$.\n")
    html = server.wait_for("lesson", lambda html: "om-failure" in html)
    assert "KaTeX cannot read the formula" in html and "(lesson.md, line 13)" in html and "cost 49<" in html
    course.edit("docs/lesson.md", "$\\frac{1$", "one")
    server.wait_for("lesson", lambda html: "om-failure" not in html and "It is one." in html)

    course.edit("theme/main.html", "<title>", "<title>Of a new template: ")
    server.wait_for("lesson", lambda html: "Of a new template" in html)

    course.edit("docs/lesson.md", "# A lesson\n", "# A lesson\n\n![](nowhere.svg)\n")
    html = server.wait_for("lesson", lambda html: "om-failure" in html)
    assert "[alt text] lesson/index.html" in html and "nowhere.svg, which is not there" in html
    course.edit("docs/lesson.md", "![](nowhere.svg)", "")
    server.wait_for("lesson", lambda html: "om-failure" not in html)
    server.wait_until_nothing_is_built()


def test_a_first_save_changes_no_page_but_its_own(course: Course) -> None:
    """The foot of all pages names the commit at which the server began: the save makes of a clean checkout another."""
    course.write("mkdocs.yml", (course.folder / "mkdocs.yml").read_text() + "watch: [theme]\n")
    course.edit("theme/main.html", "</title>", " from {{ config.extra.built.commit }}.</title>")
    course.write(".gitignore", "*\n!docs/\n!docs/*.md\n")
    course.lesson("lesson", "# A lesson\n\n```python\n1\n```\n")
    git = ["git", "-C", str(course.folder), "-c", "user.name=A", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    server = Server(course)
    try:
        first = re.search(r" from (\w{10})\.", server.wait_for("lesson", lambda html: " from " in html))
        course.edit("docs/lesson.md", "# A lesson", "# Another")
        html = server.wait_for("lesson", lambda html: "Another" in html)
        assert first and f" from {first[1]}." in html
    finally:
        server.mkdocs.stop()


def test_a_build_that_fails_leaves_the_last_site_and_says_what_is_wrong(served: tuple[Course, Server]) -> None:
    course, server = served
    server.wait_for("lesson", lambda html: "cost 24<" in html)
    for _ in range(2):  # what is back is said again
        said = len(server.mkdocs.log())
        course.edit("theme/main.html", "{{ page.content }}", "{{ page.content }}{% nothing %}")
        html = server.wait_for("lesson", lambda html: "om-failure" in html)
        assert "cost 24<" in html and html.count("om-failure") == 1
        for place in (html, server.mkdocs.log()[said:]):
            assert "theme/main.html, line 1: TemplateSyntaxError: Encountered unknown tag" in place

        course.edit("mkdocs.yml", "site_name:", "site_nam:")
        html = server.wait_for("lesson", lambda html: "Required configuration not provided" in html)
        assert html.count("om-failure") == 1 and "unknown tag" not in html

        course.edit("theme/main.html", "{% nothing %}", "")
        course.edit("mkdocs.yml", "site_nam:", "site_name:")
        server.wait_for("lesson", lambda html: "om-failure" not in html and "cost 24<" in html)

    course.edit("mkdocs.yml", "  - search\n", "   - search\n")
    html = server.wait_for("lesson", lambda html: "an indent that does not fit the lines above" in html)
    assert "mkdocs.yml, line 6: " in html and "column 1" not in html
    course.edit("mkdocs.yml", "   - search\n", "  - search\n")
    course.edit("mkdocs.yml", "timeout:", "timeuot:")
    html = server.wait_for("lesson", lambda html: "timeuot" in html)
    assert "there is no such option; is it `timeout`?" in html and html.count("om-failure") == 1


def test_a_page_that_is_gone_or_cannot_be_read_is_no_fault_of_the_others(course: Course) -> None:
    course.lesson("lesson", "# A lesson\n\n```python\nprint('is', 6 * 7)\n```\n")
    course.write("docs/mini.md", "# Small\n")
    course.write("docs/index.md", "# Home\n\n[A part](text.md#part)\n")
    course.write("docs/text.md", "# Text\n\n## Part\n")
    course.write(
        "mkdocs.yml", (course.folder / "mkdocs.yml").read_text() + "nav: [index.md, lesson.md, text.md, mini.md]\n"
    )
    server = Server(course)
    try:
        server.wait_for("lesson", lambda html: "is 42<" in html)
        server.wait_until_nothing_is_built()
        text, said = (course.folder / "docs/lesson.md").read_text(), len(server.mkdocs.log())
        (course.folder / "docs/mini.md").rename(course.folder / "docs/mini2.md")
        (course.folder / "docs/lesson.md").write_bytes(f"{text}\nzwölf\n".encode("latin-1"))
        html = server.wait_for("lesson", lambda html: "om-failure" in html)
        log = server.mkdocs.log()[said:]
        (course.folder / "docs/text.md").write_bytes("# Text\n\n## Part\n\nzwölf\n".encode("latin-1"))
        text = server.wait_for("text", lambda html: "om-failure" in html)
        assert "text.md, line 5" in text and 'id="part"' in text and "last good run" not in text
        log = server.mkdocs.log()[said:]
        assert "not encoded in UTF-8" in html and "is 42<" in html and "om-failure" not in server.page("")
        assert "mkdocs.yml, `nav`: mini.md is not there; is it mini2.md?" in log
        assert "Traceback" not in log and "[links]" not in log and "not found in the documentation" not in log

        course.write("docs/lesson.md", "")
        html = server.wait_for("lesson", lambda html: "the file is empty" in html)
        assert "is 42<" in html and "om-failure" not in server.page("")
        assert server.mkdocs.log().count("mini.md is not there") == 1  # however often it was built since
    finally:
        server.mkdocs.stop()


# Until a test lets it go on.
WAIT = """\
import pathlib, time
pathlib.Path("{name}-began").touch()
while not pathlib.Path("go-{name}").exists():
    time.sleep(0.05)
"""


def test_an_open_page_says_what_is_being_built(served: tuple[Course, Server], browser: Browser) -> None:
    course, server = served
    server.wait_for("lesson", lambda html: "cost 24<" in html)
    page = browser.new_page()
    page.goto(f"http://{server.address}/lesson/")
    expect(page.get_by_role("status")).to_have_count(0)
    course.edit("docs/lesson.md", "size = 2", WAIT.format(name="lesson") + "size = 3")
    expect(page.get_by_role("status")).to_contain_text("0 of 1 have run, now: lesson", timeout=PYTHON_STARTS)
    course.write("docs/go-lesson", "")
    expect(page.get_by_text("cost 36")).to_be_visible(timeout=PYTHON_STARTS)
    expect(page.get_by_role("status")).to_have_count(0)
    page.close()


PREDICTION = '<div data-predict="way" data-kind="choice" data-choices="a | b" data-truth="`{later} way`"></div>'


def test_one_lesson_runs_and_the_others_wait(tmp_path: Path) -> None:
    """In a new clone, nobody wants to wait for nine lessons to change a word in one."""
    course = course_in(tmp_path / "course")
    course.lesson("wanted", "# Wanted\n\n```python\nprint('ran', 6 * 7)\n```\n")
    course.lesson("other", "# Other\n\n```python\n1 / 0\n```\n\nIt is `{python} 6 * 8`.\n\n" + PREDICTION)
    course.environment["LESSON"] = "wanted"
    server = Server(course)
    try:
        server.wait_for("wanted", lambda html: "ran 42<" in html)
        other = server.page("other")
        assert "om-failure" not in other, re.findall(r'class="om-failure".*?</div>', other, re.DOTALL)
        assert "This page has never run" in other and "It is …." in other and "6 * 8" not in other
    finally:
        server.mkdocs.stop()


def test_a_lesson_that_is_not_there_is_named(course: Course) -> None:
    course.lesson("lesson", "# A lesson\n\n```python\n1\n```\n")
    course.environment["LESSON"] = "lessons"
    done = MkDocs(course.folder, course.environment, ["serve", "--dev-addr", "127.0.0.1:0"]).end()
    assert done.status == 1
    assert "LESSON=lessons names no lesson" in done.log


SLOW = f"""# {{title}}

Before the code, $x^2$.

```python
{WAIT}answer = 42
print("the answer is", answer)
```

It is `{{{{python}}}} answer`.
"""


class Slow:
    """A served course whose lessons each wait until they are let go."""

    def __init__(self, course: Course, *names: str):
        self.course, self.names, self.last = course, names, names[-2]
        course.edit("mkdocs.yml", "timeout: 20", "timeout: 120")
        for name in names:
            self.write(name, SLOW.format(name=name, title=name.capitalize()))
        pages = ", ".join(["index.md", *(f"{name}.md" for name in names)])
        course.write("mkdocs.yml", (course.folder / "mkdocs.yml").read_text() + f"nav: [{pages}]\n")
        self.server = Server(course)

    def write(self, name: str, text: str) -> None:
        self.course.lesson(name, text)

    def began(self, name: str) -> bool:
        return (self.course.folder / f"docs/{name}-began").exists()

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not condition():
            assert time.monotonic() < end, self.server.mkdocs.log()
            time.sleep(0.05)

    def let_go(self, *names: str) -> None:
        for name in names:
            (self.course.folder / f"docs/go-{name}").touch()


@pytest.fixture
def slow(course: Course) -> Iterator[Slow]:
    between = ["one", *(f"more-{number}" for number in range(1, Cores().count))]  # one more than runs beside `zero`
    slow = Slow(course, "zero", *between, "other")
    yield slow
    slow.let_go(*slow.names)
    slow.server.mkdocs.stop()


def test_every_page_is_served_before_anything_has_run(slow: Slow) -> None:
    html = slow.server.wait_for("other", lambda html: "Before the code" in html)
    assert "The output is still to come." in html and "It is …." in html and "{python}" not in html
    assert '<span class="katex' in html and "the answer is" in html and "the answer is 42" not in html
    slow.let_go(*slow.names)
    for name in slow.names:
        html = slow.server.wait_for(name, lambda html: "the answer is 42" in html)
        assert "It is 42." in html and "om-coming" not in html
    log = slow.server.mkdocs.log()
    assert log.index("ran   zero.md: no cached run") < log.index("all pages have run")

    slow.course.build("--site-dir", "built")
    built = (slow.course.folder / "built/one/index.html").read_text()
    served = _LIVE.sub("", slow.server.page("one"))
    assert served.split() == _LIVE.sub("", built).split()
    assert len(re.findall(r"ran +one.md", slow.server.mkdocs.log())) == 1


def test_a_page_whose_outputs_are_to_come_is_indexed_when_they_are_there(tmp_path: Path) -> None:
    slow = Slow(Course(tmp_path, MATERIAL), "zero", "one")
    slow.server.wait_for("zero", lambda html: "still to come" in html)
    first = slow.server.file("search/search_index.json")
    slow.let_go("zero", "one")
    slow.server.wait_for("zero", lambda html: "the answer is 42" in html)
    then = slow.server.file("search/search_index.json")
    slow.server.mkdocs.stop()
    assert "zero/" not in first and "zero/" in then


_LIVE = re.compile(
    r'<script>.*?</script>|<script src="/js/livereload.js"></script>|<span hidden data-om-state[^>]*></span>', re.S
)


def test_an_open_page_comes_first_and_a_save_overtakes(slow: Slow) -> None:
    slow.server.wait_for("zero", lambda html: "still to come" in html)
    slow.server.page("ordermatters/building?page=/other")  # as its own page asks, with the slash that `page` adds
    slow.let_go("zero")
    slow.until(lambda: slow.began("other"))
    assert not slow.began(slow.last), "which comes before it in reading order"
    slow.let_go("other")

    slow.write("one", "# One\n\nNothing to wait for any more.\n\n```python\nprint('new', 6 * 7)\n```\n")
    slow.server.wait_for("one", lambda html: "new 42" in html)
    assert not (slow.course.folder / "docs/go-one").exists(), "nobody waited for the run that was overtaken"


def test_a_port_that_is_taken_is_told_before_anything_else(course: Course) -> None:
    course.lesson("lesson", "# A lesson\n\n```python\n1\n```\n")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = MkDocs(course.folder, course.environment, ["serve", "--dev-addr", f"127.0.0.1:{port}"]).end()
    assert done.status == 1 and f"port {port} of 127.0.0.1 cannot be had" in done.log
    assert "to run" not in done.log and "Traceback" not in done.log


def test_outputs_come_into_an_open_page_without_moving_what_is_read(slow: Slow, browser: Browser) -> None:
    text = SLOW.format(name="one", title="One") + "".join(f"\nParagraph number {i} of many.\n" for i in range(99, 200))
    text = text.replace('print("the answer is", answer)', 'print("\\n".join(["the answer is 42"] * 50))')
    slow.write("one", text.replace("inputs: []", f"inputs: {list(range(99, 200))}"))
    slow.course.edit("docs/one.md", "inputs: []", f"inputs: {list(range(99, 200))}")
    slow.server.wait_for("one", lambda html: "Paragraph number 150" in html)
    page = browser.new_page()
    page.goto(f"http://{slow.server.address}/one/")
    paragraph = page.get_by_text("Paragraph number 150 of many.")
    paragraph.evaluate("element => scrollTo(0, element.getBoundingClientRect().top - 200)")
    expect(page.get_by_role("status")).to_contain_text("have run", timeout=PYTHON_STARTS)
    before = paragraph.bounding_box()
    slow.let_go(*slow.names)
    expect(page.get_by_text("the answer is 42").first).to_be_attached(timeout=PYTHON_STARTS)
    page.wait_for_timeout(500)
    after = paragraph.bounding_box()
    assert before and after and abs(before["y"] - after["y"]) < 40 and after["y"] > 0
    page.close()
