"""The form of a theme, read: as it stands, and put together with what others changed meanwhile."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from bot.blocks import theme_form
from bot.blocks.theme_form import name_field, word_field
from bot.listeners import fields, payloads
from bot.listeners.payloads import Body
from bot.wording import Voice
from kpi import theme_lists, word_patterns
from kpi.errors import NotFound, WrongSetting
from kpi.theme_lists import LANGUAGES
from kpi.themes import Dictionary, Theme


def key_of(view: Body) -> str:
    """Give the key of the theme that a form is about; empty for a new one."""
    return payloads.ids(view).get("theme", "")


def find(dictionary: Dictionary, key: str) -> Theme | None:
    """Give the theme that a form is about; None for a new one. Raises NotFound."""
    if not key:
        return None
    found = [one for one in dictionary.themes if one.key == key]
    if not found:
        raise NotFound("This theme was removed.")
    return found[0]


def drafted(view: Body) -> Theme:
    """Give the words of a form as they stand. Raises fields.Wrong with all that cannot be."""
    _require_words(view)
    return Theme("", {}, _filled({language: _typed(view, language) for language in LANGUAGES}))


def wish(say: Voice, view: Body, dictionary: Dictionary) -> Theme:
    """Read a form that was sent, and keep what others changed since it was opened.

    Args:
        say: the voice in which the form was drawn.
        view: as it was sent.
        dictionary: the themes as they are now.

    Raises:
        NotFound: it was removed.
        fields.Wrong: with everything that cannot be read, at its field.
    """
    before = find(dictionary, key_of(view))
    _require_words(view)
    names = _names(say, view, before)
    others = [one for one in dictionary.themes if before is None or one.key != before.key]
    fields.require(_name_readers(view, names, others))
    if not any(_typed(view, language) for language in LANGUAGES):
        error = WrongSetting("Write at least one word by which it is known.")
        raise fields.Wrong({word_field(say.language, 0): error})
    words = {
        **(before.words if before else {}),
        **{language: _merged(view, before, language) for language in LANGUAGES},
    }
    key = before.key if before else theme_lists.new_key(dictionary, names)
    return Theme(key, names, _filled(words))


def _names(say: Voice, view: Body, before: Theme | None) -> dict[str, str]:
    """Read the names: where this form did not change one, it is what it is now."""
    shown = {name_field(language) for language in LANGUAGES}
    sent = {**view, "blocks": [one for one in view["blocks"] if one.get("block_id") in shown]}
    texts = fields.merged(sent, theme_form.form(say, before))
    read = {language: " ".join(texts[name_field(language)].split()) for language in LANGUAGES}
    kept = before.names if before else {}
    return {language: name for language, name in {**kept, **read}.items() if name}


def _name_readers(
    view: Body, names: Mapping[str, str], others: Sequence[Theme]
) -> dict[str, Callable[[], object]]:
    if not names:
        first = next(one["block_id"] for one in view["blocks"] if one["type"] == "input")
        return {first: partial(_require_name, "", others)}
    return {
        name_field(language): partial(_require_name, name, others)
        for language, name in names.items()
    }


def _require_name(name: str, others: Sequence[Theme]) -> None:
    if not name:
        raise WrongSetting("A theme needs a name.")
    taken = {known.casefold() for one in others for known in one.names.values()}
    if name.casefold() in taken:
        raise WrongSetting("There is a theme called {name} already.", name=name)


def _require_words(view: Body) -> None:
    fields.require(
        {
            name: partial(_read, payloads.field(view, name).text, language)
            for language in LANGUAGES
            for name in _boxes(view, language)
        }
    )


def _read(text: str, language: str) -> None:
    for line in theme_lists.lines(text):
        word_patterns.read(line, language, "")


def _boxes(view: Body, language: str) -> Iterator[str]:
    """Give the names of the fields for words that a form has."""
    there = {block.get("block_id") for block in view["blocks"]}
    place = 0
    while (name := word_field(language, place)) in there:
        yield name
        place += 1


def _typed(view: Body, language: str) -> tuple[str, ...]:
    texts = (payloads.field(view, name).text for name in _boxes(view, language))
    return theme_lists.lines("\n".join(texts))


def _begun(view: Body, language: str) -> tuple[str, ...]:
    """Give the lines that the fields began with."""
    begun = {
        block["block_id"]: str(block["element"].get("initial_value") or "")
        for block in view["blocks"]
        if "element" in block
    }
    return theme_lists.lines("\n".join(begun[name] for name in _boxes(view, language)))


def _merged(view: Body, before: Theme | None, language: str) -> tuple[str, ...]:
    """Take away and add the lines that this form did, and leave what others did meanwhile."""
    begun, typed = _begun(view, language), _typed(view, language)
    now = before.words.get(language, ()) if before else ()
    if tuple(now) == begun:
        return typed
    gone = set(begun) - set(typed)
    return tuple(dict.fromkeys([*(one for one in now if one not in gone), *_new(typed, begun)]))


def _new(typed: Sequence[str], begun: Sequence[str]) -> list[str]:
    known = set(begun)
    return [one for one in typed if one not in known]


def _filled(words: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(lines) for language, lines in words.items() if lines}
