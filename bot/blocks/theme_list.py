"""The themes of a workspace as a list, with how many comments each has and what can be done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.blocks import inert, kit, naming, theme_names
from bot.blocks.message import Block, View
from bot.wording import Voice
from kpi import theme_lists
from kpi.store.readings import Progress
from kpi.store.tables import ThemeWords
from kpi.store.theme_tallies import ANY
from kpi.theme_lists import MOST_THEMES
from kpi.themes import OTHER, Dictionary, Theme

LIST, NEW, EDIT = "themes", "theme:new", "theme:edit"
REMOVE, RESTORE = "theme:remove", "theme:restore"

_DOT = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The themes as they stand."""

    dictionary: Dictionary
    changes: Sequence[ThemeWords] = ()
    """What the workspace made of those that come with us, and of its own."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Comments of the last 90 days by theme; under "" all that were read."""
    read: Progress | None = None
    """How far comments are read with the words of now; None where nobody waits for that."""
    now: datetime
    zone: str
    """The workspace's."""


def view(say: Voice, page: Page, notice: str = "") -> View:
    """Draw the list.

    Args:
        say: the reader's voice.
        page: what it shows.
        notice: what became of the last change, escaped.
    """
    changed = {one.key: one for one in page.changes}
    blocks = [
        *([kit.section(notice)] if notice else []),
        *_progress(say, page.read),
        kit.section(_intro(say, page)),
        *(
            block
            for theme in page.dictionary.themes
            for block in _theme(say, page, theme, changed.get(theme.key))
        ),
        *_other(say, page),
        *(_removed(say, one) for one in _gone(changed)),
        *kit.actions(_adding(say, page)),
    ]
    return {
        "type": "modal",
        "callback_id": LIST,
        "title": kit.plain(say("Themes"), kit.TITLE),
        "close": kit.plain(say("Close"), kit.TITLE),
        "blocks": blocks,
    }


def _progress(say: Voice, read: Progress | None) -> Iterator[Block]:
    if read is None:
        return
    if read.read < read.all:
        done, of = say.number(read.read), say.number(read.all)
        text = say("Read again with the words of now: {done} of {of}.", done=done, of=of)
    else:
        text = say.plural(
            "{n} comment is read with the words of now.",
            "All {n} comments are read with the words of now.",
            read.all,
        )
    yield kit.section(text)


def _intro(say: Voice, page: Page) -> str:
    told = say("What comments are about, by the words in them; one may be about several.")
    n = page.counts.get(ANY, 0)
    if not n:
        return f"{told} {say('No comment of the last 90 days was read yet.')}"
    counted = say.plural(
        "{n} comment of the last 90 days is counted here.",
        "{n} comments of the last 90 days are counted here.",
        n,
    )
    return f"{told} {counted}"


def _theme(say: Voice, page: Page, theme: Theme, changed: ThemeWords | None) -> Iterator[Block]:
    name = theme.name(say.language)
    lines = sum(len(several) for several in theme.words.values())
    parts = [
        say.plural("{n} comment", "{n} comments", page.counts.get(theme.key, 0)),
        say.plural("{n} word", "{n} words", lines),
        *([_by(say, page, changed)] if changed else []),
    ]
    yield kit.section(f"*{inert.escaped(name, naming.LONGEST)}*\n{_DOT.join(parts)}")
    yield from kit.actions(_buttons(say, theme, name, is_changed=changed is not None))


def _by(say: Voice, page: Page, changed: ThemeWords) -> str:
    when = say.moment_ago(changed.changed_at, page.now, page.zone)
    return say("changed by {person} {when}", person=f"<@{changed.changed_by}>", when=when)


def _buttons(say: Voice, theme: Theme, name: str, *, is_changed: bool) -> Iterator[Block]:
    yield kit.button(say("Change"), EDIT, theme.key, about=name)
    if is_changed and theme.key in _shipped():
        yield kit.confirmed(
            kit.button(say("As it came"), RESTORE, theme.key, about=name),
            title=say("Back to how it came?"),
            text=say("Its names and words become those that come with Kompas."),
            confirm=say("As it came"),
            deny=say("Keep"),
        )
    yield kit.confirmed(
        kit.button(say("Remove"), REMOVE, theme.key, about=name),
        title=say("Remove this theme?"),
        text=say("No comment is about it any more. What asks for it, such as an alert, is left."),
        confirm=say("Remove"),
        deny=say("Keep"),
    )


def _other(say: Voice, page: Page) -> Iterator[Block]:
    if n := page.counts.get(OTHER):
        name = theme_names.named(page.dictionary, say.language)[OTHER]
        comments = say.plural("{n} comment", "{n} comments", n)
        yield kit.section(f"*{name}*\n{comments}")


def _gone(changed: Mapping[str, ThemeWords]) -> Iterator[Theme]:
    """Give those that come with us and were removed."""
    for key, theme in _shipped().items():
        if key in changed and changed[key].is_removed:
            yield theme


def _removed(say: Voice, theme: Theme) -> Block:
    name = theme.name(say.language)
    text = say("*{theme}* was removed.", theme=inert.escaped(name, naming.LONGEST))
    button = kit.button(say("As it came"), RESTORE, theme.key, about=name)
    return kit.section(text, accessory=button)


def _adding(say: Voice, page: Page) -> Iterator[Block]:
    if len(page.dictionary.themes) < MOST_THEMES:
        yield kit.button(say("Add a theme"), NEW, primary=True)


def _shipped() -> Mapping[str, Theme]:
    return {one.key: one for one in theme_lists.packaged().themes}
