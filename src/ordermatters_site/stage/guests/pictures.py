"""Pictures, and the addresses of pictures and links."""

from ordermatters_site.run.page_checks import ALT_TEXT
from ordermatters_site.stage.guests.cells import Cell
from ordermatters_site.stage.guests.escaping import attribute, escaped

# What would end an address, or be read as markup in one.
_QUOTED = {ord(sign): f"%{ord(sign):02X}" for sign in " ()<>[]\\`$"}


def picture(
    cell: Cell,
    source: str,
    alt: str,
    title: str = "",
    size: str = "",
    *,
    in_link: bool = False,
    alt_in: str = "between the brackets",
) -> str:
    """Write a picture; `size` holds what an attribute list says of it, `alt_in` is where its alt text stands.

    One of another host, a badge for the most part, is not asked for: its text stands there, and leads to it.
    """
    alt = escaped(" ".join(alt.split())).replace("]", "&#93;")
    if is_elsewhere(source):
        cell.note(f"the picture {source} lies on another host: its text is shown, and a link")
        text = alt or "a picture"
        return text if in_link else f"[{text}]({destination(cell, source, title)})"
    check_alt(cell, source, alt, alt_in)
    attributes = f"{{ {size} }}" if size else ""
    return f"![{alt}]({destination(cell, source, title)}){attributes}"


def check_alt(cell: Cell, source: str, alt: str, where: str) -> None:
    """Note a picture that says nothing to those who cannot see it."""
    if not alt.strip():
        cell.fault(f"the picture {source[:60]} has no alt text: say {where} what it shows", ALT_TEXT)


def is_elsewhere(address: str) -> bool:
    """Tell whether an address names a host."""
    return address.startswith(("http://", "https://", "//"))


def destination(cell: Cell, address: str, title: str = "") -> str:
    """Write where a link leads, or a picture lies, and its title."""
    address = cell.address(cell.marked.restored(address)).translate(_QUOTED)
    return f'{address or "#"} "{attribute(title)}"' if title else address or "#"
