"""The kept files: how they are written, and which of them differ from what is drawn now."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.charts import looks
from tests.golden.messages import Drawn

FOLDER = Path(__file__).with_name("kept")
MESSAGES, PICTURES = FOLDER / "messages", FOLDER / "pictures"


def written(drawn: Drawn) -> str:
    """Write an answer with a line for each line of its text and each of its blocks."""
    return "{\n" + ",\n".join(_fields(drawn)) + "\n}\n"


def written_spec(spec: looks.Spec) -> str:
    """Write what a picture is drawn from."""
    return json.dumps(spec, ensure_ascii=False, indent=1) + "\n"


def differing(folder: Path, drawn: Mapping[str, str]) -> list[str]:
    """Name the files whose text is another, those that are not there and those left over."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    names = sorted({*kept, *drawn})
    return [name for name in names if kept.get(name) != drawn.get(name)]


def renew(folder: Path, drawn: Mapping[str, str]) -> None:
    """Write all files anew, and take away those that nothing is drawn for any more."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.json"):
        if path.name not in drawn:
            path.unlink()
    for name, text in drawn.items():
        (folder / name).write_text(text, encoding="utf-8")


def _fields(drawn: Drawn) -> Iterator[str]:
    for name, value in drawn.items():
        shown = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list):
            lines = (json.dumps(one, ensure_ascii=False) for one in value)
            shown = "[\n  " + ",\n  ".join(lines) + "\n ]"
        yield f' "{name}": {shown}'
