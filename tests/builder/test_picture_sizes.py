"""Pictures state their sizes: from their files, in proportion where one side is stated, and never wrongly."""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from ordermatters_site.shell.picture_sizes import with_picture_sizes

FORMATS = ["PNG", "JPEG", "GIF", "WEBP"]
SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="1" height="1"/></svg>'


def encoded(form: str, width: int = 30, height: int = 20, turn: int = 1) -> bytes:
    picture, file = Image.new("RGB", (width, height)), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = turn
    picture.save(file, form, **({"exif": exif} if form == "JPEG" else {}))
    return file.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_gets_the_size_of_its_file(tmp_path: Path, form: str) -> None:
    (tmp_path / "a b.x").write_bytes(encoded(form))
    page = '<p><img alt="a > b" src="../a%20b.x?v=1"> text</p>'
    assert with_picture_sizes(page, tmp_path / "page") == page  # not there
    (tmp_path / "page").mkdir()
    assert with_picture_sizes(page, tmp_path / "page") == page.replace('v=1">', 'v=1" width="30" height="20">')


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_in_its_address_too(tmp_path: Path, form: str) -> None:
    page = f"<img src='data:image/{form.lower()};base64,{base64.b64encode(encoded(form)).decode()}'>"
    assert with_picture_sizes(page, tmp_path).endswith('\' width="30" height="20">')


def test_a_photograph_on_its_side_is_shown_upright(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded("JPEG", turn=6))
    assert 'width="20" height="30"' in with_picture_sizes("<img src=a.jpg>", tmp_path)


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ('width="15"', ' height="10"'),
        ('height="10px"', ' width="15"'),
        ('style="width: 50%"', ' width="30" height="20"'),
        ('width="50%"', ""),
        ('width="3" height="9"', ""),
        ('data-width="3"', ' width="30" height="20"'),
    ],
)
def test_what_is_stated_stays(tmp_path: Path, said: str, size: str) -> None:
    (tmp_path / "a.png").write_bytes(encoded("PNG"))
    page = f'<IMG {said} src="a.png"/>'
    assert with_picture_sizes(page, tmp_path) == (f'<img {said} src="a.png"{size}>' if size else page)


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ('width="30" height="20px"', ' width="30" height="20"'),
        ('width="72pt" height="1in"', ' width="96" height="96"'),
        ('width="100%" height="100%" viewBox="0 0 3 2"', ""),
        ('viewBox="0 0 3 2"', ""),
    ],
)
def test_a_drawing_has_the_size_that_it_states(tmp_path: Path, said: str, size: str) -> None:
    (tmp_path / "a.svg").write_text(SVG.format(said), encoding="utf-8")
    assert with_picture_sizes('<img src="a.svg">', tmp_path) == f'<img src="a.svg"{size}>'


ELSEWHERE = ["https://e.org/a.png", "//e.org/a.png", "/a.png"]


@pytest.mark.parametrize("source", [*ELSEWHERE, "gone.png", "", ".", "a.txt", "b.svg"])
def test_what_is_no_picture_here_stays(tmp_path: Path, source: str) -> None:
    (tmp_path / "a.txt").write_bytes(b"GIF89a")
    (tmp_path / "b.svg").write_bytes(b"<svg")
    page = f'<img src="{source}">'
    assert with_picture_sizes(page, tmp_path) == page
    assert with_picture_sizes('<img src="data:image/png;base64,QUJ">', tmp_path).count("width") == 0
