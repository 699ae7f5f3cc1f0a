"""A sound site of two pages, without a generator, for tests of what is checked on a built site."""

import hashlib
from pathlib import Path

HOME = "http://127.0.0.1:8000/course/"

SOUND = """<!doctype html><html><head><link rel="stylesheet" href="../style.css"><link rel="canonical" href="http://else.where/">
</head><body><h1 id="top">One</h1><p>two<ul><li>three<li>four</ul>
<a href="../">home</a> <a href="#top">up</a> <a href="../#start">start</a> <a href="https://example.org/">out</a>
<a href="/course/sub/#top">by path</a><code>\\(x\\) $$</code><script src="../a.js"></script>
<figure><svg role="img" aria-label="a < b"><g/></svg></figure><img src="../p.png" alt="p"></body></html>"""

# What gzip cannot make smaller than half.
NOISE = "".join(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest() for n in range(1400))


def site(folder: Path, extra: str = "", css: str = "") -> Path:
    (folder / "sub").mkdir()
    (folder / "index.html").write_text('<p id="start"><a href="sub/">sub</a>')
    (folder / "sub/index.html").write_text(SOUND.replace("</body>", f"{extra}</body>"))
    (folder / "style.css").write_text(f"a {{ background: url(data:x) url('p.png') }} {css}")
    for name in ("a.js", "p.png"):
        (folder / name).touch()
    return folder
