"""What a reader does with one explorer of a lesson by the keyboard, held against what Python says."""

import json
from typing import Any

from playwright.sync_api import Page
from readers import Explorer

from ordermatters import explorers
from ordermatters.explorers import Control


def by_keyboard(page: Page, name: str) -> None:
    """It begins as Python draws what it was built with; an arrow key on each kind of control draws what follows."""
    explorer, python = Explorer(page, name), explorers.load(name)
    expect_drawn(explorer)
    for control in python.controls:
        field = explorer.root.locator(f'[data-control="{control.name}"] input:is([type=range], :checked)').first
        if field.count():
            field.focus()
            before = values(explorer)
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowLeft")  # one up; one down, where it was the greatest already
            expect_drawn(explorer)
            assert values(explorer) != before
    width, available = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= available


def expect_drawn(explorer: Explorer) -> None:
    """Hold an explorer against what Python says of the values in its fields."""
    explorer.expect_drawn(json.loads(explorers.load(explorer.name).call(json.dumps(values(explorer)))))


def values(explorer: Explorer) -> dict[str, Any]:
    return {control.name: value(explorer, control) for control in explorers.load(explorer.name).controls}


def value(explorer: Explorer, control: Control) -> Any:
    """Read a control as its reader does."""
    fields = explorer.root.locator(f'[data-control="{control.name}"]')
    if control.kind == "choice":
        return fields.locator(":checked").input_value()
    texts = [field.input_value() for field in fields.locator("textarea, input:not([type=range])").all()]
    if control.kind in ("code", "expression"):
        return texts[0]
    numbers = [json.loads(text) for text in texts]
    return numbers if control.kind == "sizes" else numbers[0]
