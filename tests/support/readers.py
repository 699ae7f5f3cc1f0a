"""What readers do with the live parts of a page, for tests in a browser."""

from playwright.sync_api import Locator, Page, expect


class Cell:
    """A cell of a lesson, as its reader finds it."""

    def __init__(self, page: Page, number: int):
        self.page = page
        self.root = page.locator(f'.om-cell[data-number="{number}"]')
        self.output = page.locator(f'.om-cell[data-number="{number}"] + .om-output')
        self.editor = self.root.locator(".cm-content")

    def press(self, name: str) -> None:
        self.root.get_by_role("button", name=name, exact=True).click()

    def open(self) -> None:
        self.press("Try it")
        self.editor.wait_for()

    def write(self, text: str) -> None:
        self.editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def run(self, text: str | None = None) -> str:
        if text is not None:
            self.write(text)
        self.press("Run")
        self.page.wait_for_selector("[data-running]", state="detached")
        return self.output.inner_text()

    @property
    def status(self) -> str:
        return self.root.locator("[data-status]").inner_text()


class Exercise:
    """An exercise as its reader finds it."""

    def __init__(self, page: Page, name: str):
        self.page = page
        self.root = page.locator(f'[data-exercise="{name}"]')
        self.verdict = self.root.locator("[data-verdict]")
        self.status = self.root.locator("[data-status]")

    def press(self, name: str) -> None:
        self.root.get_by_role("button", name=name, exact=True).click()

    @property
    def editor(self) -> Locator:
        return self.root.locator("textarea:visible, .cm-content")

    def write(self, text: str) -> None:
        self.editor.click()
        self.root.locator(".cm-content").wait_for()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def check(self, text: str | None = None) -> str:
        if text is not None:
            self.write(text)
        self.press("Check")
        self.page.wait_for_selector("[data-running]", state="detached")
        return self.verdict.inner_text()


DRAWN = """svg => {
    const copy = svg.cloneNode(true);
    copy.style.removeProperty("aspect-ratio");
    if (!copy.style.length) copy.removeAttribute("style");
    return copy.outerHTML;
}"""


class Explorer:
    """An explorer as its reader finds it."""

    def __init__(self, page: Page, name: str):
        self.page, self.name = page, name
        self.root = page.locator(f'[data-explorer="{name}"]')
        self.verdict = self.root.locator("[data-verdict]")
        self.status = self.root.locator("[data-status]")
        self.figure = self.root.locator("[data-figure]")

    def control(self, name: str, kind: str = "number") -> Locator:
        return self.root.locator(f'[data-control="{name}"] input[type="{kind}"]')

    def shown(self) -> str:
        """What is drawn now, without the room that a build has reserved for it."""
        expect(self.root).not_to_have_attribute("data-running", "")
        return str(self.figure.locator("> svg").evaluate(DRAWN))

    def expect_drawn(self, drawn: dict[str, str]) -> None:
        """Hold what is shown against what Python says, both as this browser writes it."""
        shown = self.shown()
        expect(self.verdict).to_have_text(drawn["verdict"])
        parse = "text => new DOMParser().parseFromString(text, 'text/html').body.firstChild.outerHTML"
        assert shown == self.page.evaluate(parse, drawn["svg"])
        words = "text => new DOMParser().parseFromString(text, 'text/html').body.textContent.replace(/\\s+/g, '')"
        table = self.root.locator("[data-table] table").evaluate("table => table.textContent.replace(/\\s+/g, '')")
        assert table == self.page.evaluate(words, drawn["table_html"])
