"""One surface, be it message, form or home: its blocks and elements, drawn by their templates."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from markupsafe import Markup, escape

from bot.sandbox.elements import initial
from bot.sandbox.page import chart_svg, choices, dates, emoji, markdown, mrkdwn, paper, rich_text
from bot.sandbox.page import words as slack
from bot.sandbox.page.inline import Inline, is_address
from bot.sandbox.page.names import Names
from bot.sandbox.plain import spoken
from bot.sandbox.wire import Json

_TEMPLATES = {
    "checkboxes": "ticks",
    "radio_buttons": "ticks",
    "datepicker": "picker",
    "timepicker": "picker",
    "datetimepicker": "picker",
    "plain_text_input": "text_input",
    "email_text_input": "text_input",
    "url_text_input": "text_input",
    "number_input": "text_input",
}
_FILE = re.compile(r"F[A-Z0-9]{8,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """Draws blocks; `scope` keeps its ids apart from other surfaces', `filled` is state values."""

    inline: Inline
    names: Names
    scope: str
    filled: Json = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def blocks(self, blocks: Iterable[Json]) -> Markup:
        """Draw blocks, one below the other."""
        drawn = Markup().join(self.block(block) for block in blocks)
        return Markup('<div class="kit">{}</div>').format(drawn)

    def block(self, block: Json) -> Markup:
        return self._fill(f"blocks/{block['type']}.html", block=block)

    def element(self, block: Json, element: Json) -> Markup:
        """Draw an element that stands in a block."""
        kind = str(element["type"])
        menu = "several" if kind.startswith("multi_") else "select"
        name = menu if kind.endswith("_select") else _TEMPLATES.get(kind, kind)
        place = Place(self, block, element)
        template = f"blocks/elements/{name}.html"
        return self._fill(template, block=block, element=element, place=place)

    def place(self, block: Json) -> "Place":
        """Give the one element of an input block, where it stands."""
        return Place(self, block, block["element"])

    def text(self, text: Json) -> Markup:
        """Draw a text object of either kind."""
        if text["type"] == "mrkdwn":
            return mrkdwn.draw(text["text"], self.inline, verbatim=text.get("verbatim", False))
        words, pictured = str(text["text"]), text.get("emoji", True)
        lines = words.split("\n")
        return Markup("<br>").join(emoji.in_text(one) if pictured else escape(one) for one in lines)

    def markdown(self, block: Json) -> Markup:
        return markdown.draw(block["text"], self.inline)

    def rich_text(self, block: Json) -> Markup:
        return rich_text.draw(block, self.inline)

    def cell(self, cell: Json) -> Markup:
        """Draw a cell of a table."""
        return escape(cell["text"]) if cell["type"] == "raw_text" else self.rich_text(cell)

    def chart(self, block: Json) -> Markup:
        return chart_svg.draw(block["title"], block["chart"])

    def picture(self, image: Json) -> str | None:
        """Give where a picture is; None where a browser had better not look for it."""
        if "image_url" in image:
            url = str(image["image_url"])
            return url if is_address(url) else None
        file = image["slack_file"]
        found = _FILE.search(str(file.get("id") or file.get("url")))
        return f"/file/{quote(found[0])}" if found else None

    @property
    def optional(self) -> str:
        return slack.in_form(slack.OPTIONAL, self.names.language)

    @property
    def choose(self) -> str:
        return slack.in_form(slack.CHOOSE, self.names.language)

    def error_id(self, block: Json) -> str:
        """Name the place of a block's error, in one word as lists of ids need it."""
        return f"error-{_one_word(block['block_id'])}"

    def error(self, block: Json) -> str | None:
        return self.errors.get(str(block.get("block_id")))

    def _fill(self, template: str, **what: object) -> Markup:
        return Markup(paper.drawn(template, on=self, **what))  # noqa: S704 - templates escape what is put into them


@dataclass(frozen=True, slots=True)
class Place:
    """An element in its block on its surface: what its template needs to know of the three."""

    surface: Surface
    block: Json
    element: Json

    @property
    def id(self) -> str:
        """Name the element on the whole page."""
        parts = (self.surface.scope, self.block.get("block_id"), self.element.get("action_id"))
        return "-".join(["field", *(_one_word(part) for part in parts)])

    @property
    def is_field(self) -> bool:
        """Whether it waits for the form to be sent."""
        return bool(self.block["type"] == "input")

    @property
    def is_group(self) -> bool:
        """Whether it is more than one control, so that its label names the group of them."""
        kind = str(self.element["type"])
        return kind in {"checkboxes", "radio_buttons"} or kind.startswith("multi_")

    @property
    def is_deed(self) -> bool:
        """Whether a choice is told to the bot at once."""
        return not self.is_field or bool(self.block.get("dispatch_action"))

    @property
    def state(self) -> Json:
        given = self.surface.filled.get(self.block.get("block_id", ""), {})
        return dict(given.get(self.element.get("action_id", "")) or initial(self.element))

    @property
    def chosen(self) -> list[str]:
        """Give what stands in it, by value."""
        return choices.chosen(self.state)

    @property
    def offered(self) -> list[choices.Group]:
        """Give the menu's lines; what stands chosen is among them even when nobody knows it."""
        found = choices.offered(self.element, self.surface.names)
        known = {choice.value for group in found for choice in group.choices}
        strange = [choices.Choice(one, one) for one in self.chosen if one not in known]
        return [*found, *([choices.Group("", tuple(strange))] if strange else [])]

    @property
    def value(self) -> str:
        """Give what stands in an input of the browser: a text, a date, a local date and time."""
        first = next(iter(self.chosen), "")
        if first and self.element["type"] == "datetimepicker":
            return dates.local(int(float(first)), self.surface.names.zone)
        return first

    @property
    def placeholder(self) -> str:
        return str(self.element.get("placeholder", {}).get("text", ""))

    @property
    def confirm(self) -> str | None:
        """Give the question to ask first, as JSON of plain words; None where there is none."""
        asked = self.element.get("confirm")
        if asked is None:
            return None
        words = {name: _spoken(asked[name]) for name in ("title", "text", "confirm", "deny")}
        return json.dumps({**words, "style": asked.get("style", "primary")}, ensure_ascii=False)

    @property
    def url(self) -> str | None:
        return self.address(self.element)

    def address(self, linked: Json) -> str | None:
        """Give where a button or an item of a menu leads; None when nowhere good."""
        url = linked.get("url")
        return url if url and is_address(url) else None


def _spoken(text: Json) -> str:
    return spoken(text["text"]) if text["type"] == "mrkdwn" else str(text["text"])


def _one_word(part: object) -> str:
    return re.sub(r"\s", "_", str(part))
