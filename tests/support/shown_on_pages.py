"""What the cells of a lesson show on the page, held against what they show on small JAX."""

from typing import Any

from browsers import course_site
from courses import ROOT
from small_and_real import near
from small_lessons import run, skipped

from ordermatters_site.run.run_cache import RunCache


def shown_on_the_page(lesson: str) -> list[tuple[str, str | None]]:
    """Read what each code cell printed, and the text of what its last expression showed."""
    course_site()  # so that the newest run is one of the lesson as it is
    kept = RunCache(ROOT / ".cache/lessons").latest(f"lessons/{lesson}.md")
    assert kept is not None
    cells = [cell for cell in kept.notebook["cells"] if cell["cell_type"] == "code"]
    return [(_printed(cell["outputs"]), _value(cell["outputs"])) for cell in cells]


def _printed(outputs: list[Any]) -> str:
    return "".join(output["text"] for output in outputs if output["output_type"] == "stream")


def _value(outputs: list[Any]) -> str | None:
    """Give the text of a value; of a figure nothing, its alt text is the figures' own matter."""
    shown = [output["data"] for output in outputs if output["output_type"] in ("execute_result", "display_data")]
    return None if not shown or "image/svg+xml" in shown[0] else shown[0]["text/plain"]


def check_outputs(lesson: str) -> None:
    """Run a lesson on small JAX, and compare what each cell shows: to the letter, numbers to rounding.

    Raises:
        AssertionError: a cell shows something else than on the page.
    """
    left_out = skipped(lesson)
    for number, (page, ours) in enumerate(zip(shown_on_the_page(lesson), run(lesson), strict=True)):
        if number in left_out:
            continue
        printed, value = page
        assert near(ours.printed, printed), f"{lesson}, code cell {number}:\n{ours.printed}\n{printed}"
        assert value is None or near(ours.value or "", value), f"{lesson}, cell {number}:\n{ours.value}\n{value}"
