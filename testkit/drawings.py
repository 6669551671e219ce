"""A hook of MkDocs that draws the Mermaid blocks of a page when the site is built.

Else a script would draw them in the reader's browser, which would fetch it from somebody's server.
"""

import html
import re
from itertools import count

import mmdr

_BLOCK = re.compile(r'<pre class="mermaid"><code>(.*?)</code></pre>', re.DOTALL)
# What the drawing calls itself, in the names of its styles and arrows too.
_NAME = "merman"


def on_page_content(content: str, /, **_: object) -> str:
    """Return the HTML of a page with its drawings as SVG. Raises ValueError for a wrong one."""
    numbers = count(1)

    def drawn(block: re.Match[str]) -> str:
        svg = mmdr.render(html.unescape(block[1])).svg()
        return f'<div class="drawing">{svg.replace(_NAME, f"drawing-{next(numbers)}")}</div>'

    return _BLOCK.sub(drawn, content)
