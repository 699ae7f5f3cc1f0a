"""Pages run side by side, those that measure alone and last."""

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


def test_lessons_that_measure_run_alone_and_last(course: Course) -> None:
    quiet, timed = ["a", "c", "e"], ["b", "d"]
    for name in quiet:
        course.lesson(name, STAMP.format(name=name, tags=""))
    for name in timed:
        course.lesson(name, STAMP.format(name=name, tags='tags=["measured"]'))
    build = course.build()
    assert build.status == 0, build.log
    last_quiet_end = max(end for _, end in spans(course, quiet))
    first, second = sorted(spans(course, timed))
    assert last_quiet_end <= first[0]
    assert first[1] <= second[0]
