"""Pages run side by side, cell by cell; a cell that measures runs alone."""

import re

from courses import Course

MEASURED = 'tags=["measured"]'
STAMP = """
```python {tags}
import time
start = time.time()
time.sleep({seconds})
print("{name}", start, time.time())
```
"""


def spans(html: str) -> dict[str, tuple[float, float]]:
    return {name: (float(start), float(end)) for name, start, end in re.findall(r"(\w+) ([\d.]{12,}) ([\d.]+)", html)}


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_nothing_runs_beside_a_cell_that_measures(course: Course) -> None:
    """Two lessons start together: each measures while the other would like to do something else."""
    plain = STAMP.format(name="plain", tags="", seconds=0.3)
    measured = STAMP.format(name="measured", tags=MEASURED, seconds=1)
    course.lesson("one", f"# One\n{measured}{plain}")
    course.lesson("other", f"# Other\n{plain}{measured}")
    build = course.build()
    assert build.status == 0, build.log
    said = build.log.index("to run  one.md: no cached run"), build.log.index("ran   one.md: no cached run")
    assert said[0] < said[1], "what is going on is said before the wait"
    assert re.search(r"ran   one.md: .* \(\d+\.\d s, of which cell [12] took [1-9]\d*\.\d\)", build.log)
    one, other = spans(course.html("one")), spans(course.html("other"))
    assert one.keys() == other.keys() == {"plain", "measured"}
    assert not any(overlap(one["measured"], span) for span in other.values())
    assert not any(overlap(other["measured"], span) for span in one.values())
