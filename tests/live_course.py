"""A small course with everything live, in the course's own theme, and what its pages are made of."""

import atexit
import functools
import re
import shutil
import tempfile
from pathlib import Path

from browsers import free_port
from courses import ROOT, Course

CELLS = """\
# Cells

```python
from ordermatters.counting import matmul_cost

sizes = [2, 3, 4]
matmul_cost(*sizes)
```

```python
sizes.append(5)
print(sizes, "<b>bold</b>")
```

```python
import numpy as np

ones = np.ones(3)
```

```python
from ordermatters.tables import Table
Table(["sizes"], [[size] for size in sizes])
```
"""

PREDICTIONS = """\
# Predictions

!!! note "Predict first"
    How many multiplications?

    <div data-predict="count" data-kind="number" data-truth="`{python} f'{50 * 100 * 200:,}'`"></div>

<div data-predict="order" data-kind="choice" data-choices="C(BA) | (CB)A | no difference" data-truth="(CB)A"></div>

```python
1
```
"""


@functools.cache
def live_course() -> tuple[Path, int]:
    """Build it once for all tests, and return the folder of its site and the port of the address it is built for."""
    folder = Path(tempfile.mkdtemp(prefix="ordermatters-live-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    course, port = Course(folder), free_port()
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"^site_url:.*$", f"site_url: http://127.0.0.1:{port}/", settings, flags=re.MULTILINE)
    settings = re.sub(r"^nav:.*?^(?=\S)", "", settings, flags=re.DOTALL | re.MULTILINE)
    settings = re.sub(r"^watch:.*?^(?=\S)", "", settings, flags=re.DOTALL | re.MULTILINE)
    settings = re.sub(r"^  - mkdocstrings:.*?^(?=\S)", "", settings, flags=re.DOTALL | re.MULTILINE)
    theme = ROOT / "src/ordermatters_site/theme"
    course.write("mkdocs.yml", settings.replace("custom_dir: src/ordermatters_site/theme", f"custom_dir: {theme}"))
    course.lesson("cells", CELLS)
    course.lesson("predictions", PREDICTIONS)
    course.write("docs/exercises.md", "# Exercises\n\n<div data-exercises-all></div>\n")
    for name in (ROOT / "docs/lessons").glob("*.md"):
        course.write(f"docs/lessons/{name.name}", f"# {name.stem}\n\n## Exercise\n")
    course.environment["SITE_URL"] = f"http://127.0.0.1:{port}/"
    build = course.build()
    assert build.status == 0, build.log
    return course.site, port
