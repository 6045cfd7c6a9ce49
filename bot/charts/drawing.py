"""Draws pictures: a list of Vega-Lite specifications on standard input, PNGs in base64 on output.

Runs as a process of its own, since it brings a whole JavaScript engine along, and is the only
place that needs the extra `charts`.
"""

import base64
import json
import sys

import vl_convert

SCALE = 2
"""Pixels to a point, for screens that have two."""


def main() -> None:
    """Draw; fails with a traceback and an exit code for whoever started this."""
    pictures = [vl_convert.vegalite_to_png(one, scale=SCALE) for one in json.load(sys.stdin)]
    json.dump([base64.b64encode(one).decode() for one in pictures], sys.stdout)


if __name__ == "__main__":
    main()
