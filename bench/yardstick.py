"""A fixed piece of work of the kind that pages are made of, to tell a slow page from a slow machine."""

import json
import time
from typing import Any

from django.template import Context, Engine

_ROWS = [{"number": number, "title": f"Mill Lane & Church Road {number}", "shown": number % 3} for number in range(150)]
_TEMPLATE = Engine().from_string(
    "{% for row in rows %}{% if row.shown %}<li>{{ row.number }}: {{ row.title|upper }}</li>{% endif %}{% endfor %}"
)


def yardstick() -> float:
    """How many milliseconds it took here and now; 2 on a quiet machine of the kind the aims were set on."""
    start = time.perf_counter()
    rows: Any = json.loads(json.dumps(_ROWS))
    _TEMPLATE.render(Context({"rows": rows}))
    return (time.perf_counter() - start) * 1000
