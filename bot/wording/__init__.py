"""How Kompas speaks: sentences, numbers and dates in the reader's language.

English sentences are the keys; other languages are gettext catalogs beside this file, read at the
first use. After changing a sentence, refresh the catalog from the top of the project, and fill in
what is new:

    pybabel="python -m babel.messages.frontend"
    $pybabel extract -F bot/wording/babel.cfg --no-location -o kompas.pot bot kpi
    $pybabel update --no-fuzzy-matching --ignore-obsolete -i kompas.pot -o bot/wording/nl.po -l nl
    rm kompas.pot

A sentence is found where a voice called `say` says it, where an error is raised with it, where
`sentence("...")` marks it, and in dictionaries called PHRASES.
"""

from bot.wording.catalogs import language_of, voice
from bot.wording.marking import sentence
from bot.wording.sentences import Piece
from bot.wording.voice import Voice

__all__ = ["Piece", "Voice", "language_of", "sentence", "voice"]
