"""The small words of a language: those that carry a sentence, those that deny, and numbers.

Of German, French and Spanish some by which they are told from English and Dutch. All are folded as
in `kpi.tokens`. Denials carry more than a sentence: "not solved" and "solved" are two things.
"""

from collections.abc import Mapping
from typing import TypeAlias

_ENGLISH = """
a about actually after again all almost already also although always am an and another any anyway
are as at away back be because been before being both but by came can come could day did do does
doing done down due during each either else end enough especially etc even ever every everything
few first for from further gave get gets getting give given go goes going gone got had has have
having he her here hers him his how however i if im in indeed instead into is it its ive just keep
kept last later least let like little lot made make makes making many may maybe me mean might more
most much must my need next now of off often okay on once one only onto or other others our ours
out over own per perhaps please possible put quite rather really said same say says second see
seem seems seen sent several shall she should since so some someone something sometimes soon still
such sure take taken takes taking than thank thanks that the their them then there these they
thing things think this those though through thus till to today told too took toward try trying
two under until up upon us use used using very via want wanted was way we well went were what when
where whether which while who whole whom whose why will with within would year yes yesterday yet
you your yours
"""
_DUTCH = """
aan al alle allemaal alles als alsnog altijd ander andere anders beetje ben bent beter bij bijna
binnen blijf blijft daar daarna daarom dan dat de deed den der deze dezelfde die dingen dit doe
doen doet door dus echt echter een eens eer eerst eerste eigen eigenlijk elk elke en enige er erg
ergens even ga gaan gaat ging gewoon ging graag had hadden haar heb hebben hebt heeft heel hele hem
hen het hetzelfde hier hij hoe hoor hun ieder iedereen iemand iets ik in is ja jaar je jij jou jouw
juist jullie kan keer kon konden krijg krijgen krijgt kunnen kunt kwam laat laatste liever maak
maar maken me mee meer meest men met mij mijn misschien moest moesten moet moeten mocht mogen na
naar nadat net nodig nog nu of om omdat onder ons onze ook op over overal pas per precies reeds
samen sinds soms steeds te tegen terug terwijl tijdens toch toen tot twee u uit uw vaak van vanaf
vandaag vanuit vast veel verder via vond voor vooral voordat waar waarom want waren was wat we weer
weg weinig wel welke werd werden wie wij wil wilde willen wordt worden ze zeer zei zelf zelfs zich
zie zien zij zijn zo zoals zodat zou zouden zullen
"""

_GERMAN = """
und ist nicht sehr ich das mit auf fur wir sie aber auch eine einen dem zu es kein keine noch bei
habe hat wurde leider danke mir mich uns wie nur vom zum zur im immer nach von sind bin ihr ihre
mein meine war der die den schnell gut
"""
_FRENCH = """
le la les et est pas tres je vous nous pour avec une un des du ne que qui sur mais cest merci mon ma
au aux ce cette ils elle il plus bien jai suis ont sont etait tout trop rien toujours de en votre
"""
_SPANISH = """
el la los las es muy no por para con una un que pero gracias mi esta mas lo se su del al me nada
todo mucho bien fue son de en y
"""

_ENGLISH_DENIALS = """
not no never none nobody nothing nowhere without cannot cant dont doesnt didnt isnt arent wasnt
werent wont wouldnt couldnt shouldnt havent hasnt hadnt aint unable neither nor hardly nope
"""
_DUTCH_DENIALS = """
niet geen nooit niemand niets niks nergens zonder noch amper nauwelijks nie nit evenmin
"""
_ENGLISH_NUMBERS = """
one two three four five six seven eight nine ten twelve several few couple many
"""
_DUTCH_NUMBERS = """
een twee drie vier vijf zes zeven acht negen tien twaalf paar enkele meerdere
"""
_Words: TypeAlias = Mapping[str, frozenset[str]]
_STOPS: _Words = {"en": frozenset(_ENGLISH.split()), "nl": frozenset(_DUTCH.split())}
_FOREIGN: _Words = {
    "de": frozenset(_GERMAN.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
}
_DENIALS: _Words = {
    "en": frozenset(_ENGLISH_DENIALS.split()),
    "nl": frozenset(_DUTCH_DENIALS.split()),
}
_NUMBERS: _Words = {
    "en": frozenset(_ENGLISH_NUMBERS.split()),
    "nl": frozenset(_DUTCH_NUMBERS.split()),
}
_NONE: frozenset[str] = frozenset()


def stops(language: str) -> frozenset[str]:
    """Give the words that say nothing of what a text is about; none of an unknown language."""
    return _STOPS.get(language, _NONE)


def foreign() -> Mapping[str, frozenset[str]]:
    """Give small words of languages that are only to be told from English and Dutch."""
    return _FOREIGN


def denials(language: str) -> frozenset[str]:
    """Give the words that deny; none of an unknown language."""
    return _DENIALS.get(language, _NONE)


def numbers(language: str) -> frozenset[str]:
    """Give the words that count; none of an unknown language."""
    return _NUMBERS.get(language, _NONE)
