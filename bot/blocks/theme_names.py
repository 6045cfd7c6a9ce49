"""What themes are called where they are shown."""

from collections.abc import Mapping

from bot.blocks import inert
from bot.wording import Voice, voice
from kpi import theme_lists
from kpi.theme_lists import LONGEST_NAME
from kpi.themes import OTHER, Dictionary


def named(dictionary: Dictionary, language: str) -> Mapping[str, str]:
    """Name every theme of a dictionary in a language, and `other`; by key, not escaped.

    A theme that has no name in that language has the first that it has one in.
    """
    say = voice(language)
    names = {one.key: inert.line(one.name(language), LONGEST_NAME) for one in dictionary.themes}
    return {**names, OTHER: say("Something else")}


def with_removed(say: Voice, names: Mapping[str, str], key: str) -> Mapping[str, str]:
    """Name one more theme, where something still speaks of one that was removed.

    Those that come with us have a name still; of others nothing is left but a key.
    """
    if not key or key in names:
        return names
    ours = named(theme_lists.packaged(), say.language)
    gone = say("{theme} (removed)", theme=ours[key]) if key in ours else say("a removed theme")
    return {**names, key: gone}
