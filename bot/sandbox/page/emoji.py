"""Emoji by the names people and bots write for them; other names are shown as they are written."""

import re

from markupsafe import Markup, escape

NAMED = {
    "+1": "👍",
    "-1": "👎",
    "100": "💯",
    "arrow_down": "⬇️",
    "arrow_lower_right": "↘️",
    "arrow_right": "➡️",
    "arrow_up": "⬆️",
    "arrow_upper_right": "↗️",
    "bar_chart": "📊",
    "bell": "🔔",
    "bulb": "💡",
    "calendar": "📅",
    "chart_with_downwards_trend": "📉",
    "chart_with_upwards_trend": "📈",
    "clap": "👏",
    "cry": "😢",
    "disappointed": "😞",
    "eyes": "👀",
    "fire": "🔥",
    "gear": "⚙️",
    "grinning": "😀",
    "hand": "✋",
    "heart": "❤️",
    "heavy_check_mark": "✔️",
    "hourglass": "⌛",
    "hourglass_flowing_sand": "⏳",
    "information_source": "ℹ️",  # noqa: RUF001 - the emoji is this letter
    "joy": "😂",
    "large_blue_circle": "🔵",
    "large_green_circle": "🟢",
    "large_yellow_circle": "🟡",
    "lock": "🔒",
    "loudspeaker": "📢",
    "mag": "🔍",
    "memo": "📝",
    "neutral_face": "😐",
    "no_bell": "🔕",
    "ok_hand": "👌",
    "point_right": "👉",
    "pray": "🙏",
    "question": "❓",
    "red_circle": "🔴",
    "rocket": "🚀",
    "slightly_frowning_face": "🙁",
    "slightly_smiling_face": "🙂",
    "smile": "😄",
    "sob": "😭",
    "speech_balloon": "💬",
    "star": "⭐",
    "tada": "🎉",
    "thinking_face": "🤔",
    "thumbsdown": "👎",
    "thumbsup": "👍",
    "ticket": "🎫",
    "warning": "⚠️",
    "wave": "👋",
    "white_check_mark": "✅",
    "x": "❌",
}

PATTERN = r":[a-z0-9_+-]+:"

_PICTURED = Markup('<span class="kit-emoji" role="img" aria-label="{}">{}</span>')
_WRITTEN = re.compile(PATTERN)


def draw(name: str, pictured: str | None = None) -> Markup:
    """Give the picture of a name, or the name between colons where no picture is known."""
    picture = pictured or NAMED.get(name)
    if picture is None:
        return escape(f":{name}:")
    return _PICTURED.format(name.replace("_", " "), picture)


def from_code_points(written: str) -> str | None:
    """Give the picture Slack writes as `1f44b-1f3fc`; None when that is no such thing."""
    try:
        return "".join(chr(int(point, 16)) for point in written.split("-"))
    except (ValueError, OverflowError):
        return None


def in_text(text: str) -> Markup:
    """Escape text and put pictures where names of emoji stand."""
    drawn, done = Markup(), 0
    for found in _WRITTEN.finditer(text):
        drawn += escape(text[done : found.start()]) + draw(found[0].strip(":"))
        done = found.end()
    return drawn + escape(text[done:])
