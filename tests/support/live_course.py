"""A small course with everything live, in the course's own theme, and what its pages are made of."""

import os
import re
import shutil
from pathlib import Path

from browsers import BUILT_FOR
from courses import ROOT, Course
from shared_folders import get_or_make

from ordermatters import explorers

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
from matplotlib.colors import to_hex

to_hex("red")
```

```python
from ordermatters.tables import Table
Table(["sizes"], [[size] for size in sizes])
```

```python
import jax
import jax.numpy as jnp

jax.grad(lambda x: jnp.sum(x**2))(jnp.array([1.0, 2.5]))
```
"""

PREDICTIONS = """\
# Predictions

!!! note "Predict first"
    How many multiplications?

    <div data-predict="count" data-kind="number" data-truth="`{python} f'{50 * 100 * 200:,}'`"></div>

<div data-predict="order" data-kind="choice" data-choices="C(BA) | (CB)A | no difference" data-truth="(CB)A"></div>

<div data-predict="time" data-measured data-label="Times as long" data-truth="`{later} f'{slower:.0f}'`"></div>

```python
slower = 93.2
```
"""

TOGETHER = """\
# Together

```python
from ordermatters.counting import matmul_cost

matmul_cost(2, 3, 4)
```

<div data-explorer="one-product"></div>

<div data-exercise="matmul-cost"></div>
"""

# Every kind of control that there is, drawn by a function that everybody can check by eye.
STAND_IN = """
from ordermatters.explorers.controls import Control
from ordermatters.explorers.drawing import Drawing
from ordermatters.explorers.explorer import CannotDraw, Explorer, Preset, View
from ordermatters.tables import Table


def draw(m, x, dims, order, f, code):
    names = {}
    exec(code, names)
    if "sentence" in names:
        raise CannotDraw(names["sentence"])
    drawing = Drawing(height=100)
    drawing.rectangle(0, 0, 460, 50, data_sets="x", data_from=-5, data_to=5)
    drawing.rectangle(0, 60, 50, 20, data_sets="order", data_value="backward")
    drawing.text(60, 80, f"{m} {x:g}")
    verdict = f"m={m} x={x:g} dims={list(dims)} order={order} f={f} y={names.get('y')}"
    view = View(drawing.svg(f"A box of {m}."), Table(["m", "x"], [[m, x]]), verdict)
    return view if "svg" not in names else View(names["svg"], names["table"], verdict)


STAND_IN = Explorer(
    "stand-in",
    "Everything at once",
    (
        Control("m", "rows", "whole", 20, 1, 1000),
        Control("x", "place", "number", 1.0, -5, 5, 0.1),
        Control("dims", "sizes", "sizes", (2, 3, 4), 1, 2000, shortest=2, longest=4),
        Control("order", "order", "choice", "forward", choices=(("forward", "forwards"), ("backward", "backwards"))),
        Control("f", "f(x)", "expression", "sin(x)", longest=40),
        Control("code", "program", "code", "y = 1", longest=2000),
    ),
    (Preset("many", {"m": 300, "dims": [5, 6]}),),
    draw,
)
_load = load


def load(name):
    return STAND_IN if name == "stand-in" else _load(name)


def names():
    return ["stand-in", *REAL]
"""


def live_course() -> tuple[Path, str]:
    """Build it once for all tests, and return the folder of its site and the address that it is built for."""
    return get_or_make("live-course", _build) / "site", BUILT_FOR


def _build(folder: Path) -> None:
    course = Course(folder)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"^site_url:.*$", f"site_url: {BUILT_FOR}", settings, flags=re.MULTILINE)
    settings = re.sub(r"^nav:.*?^(?=\S)", "", settings, flags=re.DOTALL | re.MULTILINE)
    settings = re.sub(r"^watch:.*?^(?=\S)", "", settings, flags=re.DOTALL | re.MULTILINE)
    settings = re.sub(r"^  - mkdocstrings:.*?^(?=\S)", "", settings, flags=re.DOTALL | re.MULTILINE)
    theme = ROOT / "src/ordermatters_site/shell/theme"
    course.write(
        "mkdocs.yml", settings.replace("custom_dir: src/ordermatters_site/shell/theme", f"custom_dir: {theme}")
    )
    course.lesson("cells", CELLS)
    course.lesson("predictions", PREDICTIONS)
    course.lesson("together", TOGETHER)
    course.write("docs/exercises.md", "# Exercises\n\n<div data-exercises-all></div>\n")
    for name in (ROOT / "docs/lessons").glob("*.md"):
        course.write(f"docs/lessons/{name.name}", f"# {name.stem}\n\n## Exercise\n")
    course.environment["SITE_URL"] = BUILT_FOR
    shutil.copytree(ROOT / "src/ordermatters", course.folder / "src/ordermatters")
    package = course.folder / "src/ordermatters/explorers/__init__.py"
    package.write_text(f"{package.read_text(encoding='utf-8')}\nREAL = {explorers.names()}\n{STAND_IN}")
    course.environment["PYTHONPATH"] = os.pathsep.join(map(str, [course.folder / "src", ROOT / "src"]))
    places = [f'<div data-explorer="{name}"></div>' for name in ("stand-in", *explorers.names())]
    course.write("docs/stand-in.md", f"# Stand-in\n\n{places[0]}\n")
    course.write("docs/explorers.md", "\n\n".join(["# Explorers", *places]))
    course.write("docs/stylesheets/figures.css", (ROOT / "docs/stylesheets/figures.css").read_text(encoding="utf-8"))
    build = course.build()
    assert build.status == 0, build.log
