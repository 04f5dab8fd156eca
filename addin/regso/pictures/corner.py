"""The mark of a draft in the lower right corner of a map, which is a picture already."""

from __future__ import annotations

import io
from html import escape

from matplotlib import font_manager

from regso.workbook import theme

_OF_HEIGHT = 0.022  # the letters
_MARGIN = 0.008  # of the width
_BOLD = font_manager.FontProperties(family="DejaVu Sans", weight="bold")


def in_svg(svg: bytes, mark: str) -> bytes:
    """Return an SVG with a mark; as it is if the mark is empty."""
    if not mark:
        return svg
    text = (
        f'<text x="{1 - _MARGIN:.1%}" y="99%" text-anchor="end" style="font: bold 7px '
        f"'DejaVu Sans', sans-serif; fill: {theme.BAD_INK}\">{escape(mark, quote=False)}</text>\n"
    )
    body, end, _ = svg.rpartition(b"</svg>")
    return body + text.encode() + end


def in_png(png: bytes, mark: str) -> bytes:
    """Return a PNG with a mark; as it is if the mark is empty."""
    if not mark:
        return png
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - only for drafts

    with Image.open(io.BytesIO(png)) as opened:
        drawn, out = opened.convert("RGB"), io.BytesIO()
        font = ImageFont.truetype(font_manager.findfont(_BOLD), round(_OF_HEIGHT * drawn.height))
        place = drawn.width * (1 - _MARGIN), drawn.height * 0.99
        ImageDraw.Draw(drawn).text(place, mark, theme.BAD_INK, font, anchor="rs")
        drawn.save(out, "png", dpi=opened.info.get("dpi", (200, 200)))
    return out.getvalue()
