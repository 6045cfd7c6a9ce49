"""The languages Kompas speaks: English as written in the code, and a catalog for each other one."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.wording.voice import Voice

ENGLISH = "en"
LANGUAGES = (ENGLISH, "nl")


def language_of(wanted: str) -> str:
    """Give the language for a locale such as nl-NL; English for one that we do not speak."""
    language = wanted.replace("_", "-").split("-")[0].casefold()
    return language if language in LANGUAGES else ENGLISH


def voice(wanted: str) -> Voice:
    """Give the voice for a locale such as nl-NL, or for nothing at all."""
    return _voice(language_of(wanted))


@cache
def _voice(language: str) -> Voice:
    return Voice(language, NullTranslations() if language == ENGLISH else _translations(language))


def _translations(language: str) -> GNUTranslations:
    compiled = BytesIO()
    with files("bot.wording").joinpath(f"{language}.po").open("rb") as written:
        write_mo(compiled, read_po(written, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
