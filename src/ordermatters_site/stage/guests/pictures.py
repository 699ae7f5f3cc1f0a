"""Pictures, and the addresses of pictures and links."""

from ordermatters_site.stage.guests.cells import Cell
from ordermatters_site.stage.guests.escaping import attribute, escaped

# What would end an address, or be read as markup in one.
_QUOTED = {ord(sign): f"%{ord(sign):02X}" for sign in " ()<>[]\\`"}


def picture(cell: Cell, source: str, alt: str, title: str = "", size: str = "", *, in_link: bool = False) -> str:
    """Write a picture; `size` holds what an attribute list says of it.

    One of another host, a badge for the most part, is not asked for: its text stands there, and leads to it.
    """
    alt = escaped(" ".join(alt.split())).replace("]", "&#93;")
    if is_elsewhere(source):
        cell.note(f"the picture {source} lies on another host: its text is shown, and a link")
        text = alt or "a picture"
        return text if in_link else f"[{text}]({destination(cell, source, title)})"
    attributes = f"{{ {size} }}" if size else ""
    return f"![{alt}]({destination(cell, source, title)}){attributes}"


def is_elsewhere(address: str) -> bool:
    """Tell whether an address names a host."""
    return address.startswith(("http://", "https://", "//"))


def destination(cell: Cell, address: str, title: str = "") -> str:
    """Write where a link leads, or a picture lies, and its title."""
    address = cell.address(cell.marked.restored(address)).translate(_QUOTED)
    return f'{address or "#"} "{attribute(title)}"' if title else address or "#"
