from functools import cache
from importlib.resources import files
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot import wording
from bot.wording.catalogs import LANGUAGES
from bot.wording.extraction import sentences
from tests.each import each

SAID_TO_PEOPLE = {
    "bot": ("cli/**", "exporting/**", "importing/**", "sandbox/**"),
    "kpi": (),
}
"""Where sentences stand; the command line speaks English."""
OTHERS = [language for language in LANGUAGES if language != "en"]


def fields(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field}


def forms(message: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [message] if isinstance(message, str) else list(message or ())


@cache
def said() -> dict[str, set[str]]:
    """Every sentence of the code, by its singular, with the fields of all its forms."""
    found: dict[str, set[str]] = {}
    for package, ignored in SAID_TO_PEOPLE.items():
        methods = [(pattern, "ignore") for pattern in ignored] + [("**.py", sentences)]
        for _, _, message, _, _ in extract_from_dir(str(files(package)), methods):  # type: ignore[arg-type]  # Babel takes functions too
            found[forms(message)[0]] = {one for form in forms(message) for one in fields(form)}
    return found


def catalog(language: str) -> Catalog:
    with files("bot.wording").joinpath(f"{language}.po").open("rb") as written:
        return read_po(written, locale=language)


def translations(language: str) -> dict[str, list[str]]:
    return {forms(one.id)[0]: forms(one.string) for one in catalog(language) if one.id}


@each("language", OTHERS)
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    known = translations(language)
    needed = said()
    assert sorted(set(needed) - set(known)) == []
    assert sorted(set(known) - set(needed)) == []
    assert sorted(key for key, texts in known.items() if not all(texts)) == []


@each("language", OTHERS)
def test_translations_have_the_fields_of_the_sentence(language: str) -> None:
    needed = said()
    for key, texts in translations(language).items():
        for text in texts:
            assert fields(text) == needed.get(key, fields(text)), key


@each("language", OTHERS)
def test_nothing_is_marked_as_doubtful(language: str) -> None:
    assert [one.id for one in catalog(language) if one.id and one.fuzzy] == []


@each(
    ("wanted", "spoken"),
    [("nl-NL", "nl"), ("nl_BE", "nl"), ("NL", "nl"), ("en-US", "en"), ("fr-FR", "en"), ("", "en")],
)
def test_a_locale_gets_its_language_or_english(wanted: str, spoken: str) -> None:
    assert wording.language_of(wanted) == spoken
    assert wording.voice(wanted).language == spoken


def test_a_voice_is_made_once() -> None:
    assert wording.voice("nl-NL") is wording.voice("nl")
