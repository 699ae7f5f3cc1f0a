"""Pages run side by side, cell by cell; a cell that measures runs alone."""

import re

from courses import Course

STAMP = """# {name}

```python {tags}
import time
start = time.time()
time.sleep(1)
print("span", start, time.time())
```
"""


def spans(course: Course, names: list[str]) -> list[tuple[float, float]]:
    found = [re.search(r"span ([\d.]+) ([\d.]+)", course.html(name)) for name in names]
    return [(float(match[1]), float(match[2])) for match in found if match]


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_nothing_runs_beside_a_cell_that_measures(course: Course) -> None:
    for name in ("a", "c", "e"):
        course.lesson(name, STAMP.format(name=name, tags=""))
    for name in ("b", "d"):
        course.lesson(name, STAMP.format(name=name, tags='tags=["measured"]'))
    build = course.build()
    assert build.status == 0, build.log
    everything = spans(course, ["a", "b", "c", "d", "e"])
    assert len(everything) == 5
    for measured in spans(course, ["b", "d"]):
        assert [span for span in everything if overlap(measured, span)] == [measured]
