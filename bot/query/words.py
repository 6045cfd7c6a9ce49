"""The vocabulary of `/kpi` in English and Dutch, without capitals and accents."""

from collections.abc import Mapping

from kpi import ways
from kpi.metrics import Metric
from kpi.periods import PERIOD_WORDS
from kpi.query import View


def _listed(lines: Mapping[str, str]) -> dict[str, str]:
    return {word: meaning for meaning, words in lines.items() for word in words.split()}


METRICS: Mapping[str, tuple[Metric, ...]] = {
    "csat": (Metric.CSAT,),
    "tevredenheid": (Metric.CSAT,),
    "satisfaction": (Metric.CSAT,),
    "klanttevredenheid": (Metric.CSAT,),
    "ces": (Metric.CES,),
    "effort": (Metric.CES,),
    "gemak": (Metric.CES,),
    "inspanning": (Metric.CES,),
    "klantinspanning": (Metric.CES,),
    "nps": (Metric.NPS,),
    "aanbeveling": (Metric.NPS,),
    "nettopromotorscore": (Metric.NPS,),
    "frt": (Metric.FRT,),
    "responstijd": (Metric.FRT,),
    "reactietijd": (Metric.FRT,),
    "antwoordtijd": (Metric.FRT,),
    "art": (Metric.ART,),
    "oplostijd": (Metric.ART,),
    "doorlooptijd": (Metric.ART,),
    "mttr": (Metric.ART,),
    "fcr": (Metric.FCR,),
    "everything": tuple(Metric),
    "all": tuple(Metric),
    "alles": tuple(Metric),
    "alle": tuple(Metric),
}

METRIC_PHRASES: Mapping[tuple[str, ...], Metric] = {
    tuple(phrase.split()): metric
    for metric, phrases in {
        Metric.CSAT: "customer satisfaction, customer satisfaction score, klant tevredenheid",
        Metric.CES: "customer effort, customer effort score, klant inspanning",
        Metric.NPS: "net promoter, net promoter score, net promotor score, netto promotor score",
        Metric.FRT: "first response time, first response, first reply time, first reply, "
        "response time, reply time, time to first response, time to first reply, "
        "eerste reactietijd, eerste reactie, eerste antwoord",
        Metric.ART: "average resolution time, resolution time, time to resolution, "
        "time to resolve, gemiddelde oplostijd, tijd tot oplossing",
        Metric.FCR: "first contact resolution, first contact, first call resolution, "
        "first time fix, first time right, eerste contact, in een keer opgelost, in een keer",
    }.items()
    for phrase in phrases.split(", ")
}
"""Metrics in several words, which mean something else, or nothing, each by itself."""

LONGEST_METRIC = max(map(len, METRIC_PHRASES))

VIEWS: Mapping[str, View] = {
    word: View(name)
    for word, name in _listed(
        {
            "trend": "trend trends verloop chart graph grafiek",
            "why": "why waarom",
            "clock": "clock klok",
            "silence": "silence silent stilte response respons responspercentage coverage dekking",
            "comments": "comment comments verbatims opmerking opmerkingen reactie reacties "
            "toelichting toelichtingen",
            "export": "export exports exporteer exporteren download downloaden csv excel",
            "definition": "definition definitions definitie definities meaning betekenis",
            "help": "help hulp uitleg ?",
        }
    ).items()
}

CASES = frozenset({"case", "cases", "zaak", "zaken"})
"""Words for customers who are helped further; wherever one stands, these are asked for."""

BY = frozenset({"by", "per", "naar"})

VERSUS = frozenset(
    {
        *("vs", "versus", "against", "compared", "compare", "than"),
        *("t.o.v", "tov", "tegen", "tegenover", "vergeleken", "vergelijk", "dan"),
    }
)
"""Words before something to compare with."""

BY_TIME: Mapping[str, str] = _listed(
    {
        "day": "daily",
        "week": "weekly wekelijks",
        "month": "monthly",
        "dag": "dagelijks",
        "maand": "maandelijks",
    }
)
"""Words that would split a period, and into what."""

TARGET_WORDS = frozenset({"target", "targets", "goal", "goals", "doel", "doelen", "streefwaarde"})
"""What leads want numbers to be."""

ABOUT = frozenset({"about", "over"})
"""Words before what comments are about."""

SEGMENT_WORDS: Mapping[str, str] = _listed(
    {
        "team": "team teams",
        "agent": "agent agents medewerker medewerkers behandelaar behandelaars",
        "channel": "channel channels kanaal kanalen",
        "account": "account accounts customer customers klant klanten",
        "priority": "priority priorities prioriteit prioriteiten",
        "source": "source sources bron bronnen",
        "moment": "moment moments momenten",
        "trigger": "trigger triggers aanleiding aanleidingen",
        "way": "way ways wijze wijzen manier manieren via",
    }
)

WAY_WORDS: Mapping[str, str] = _listed(
    {
        ways.DM: "dm direct direct-message",
        ways.THREAD: "thread draad gesprek",
        ways.MAIL: "mail email e-mail",
    }
)
"""Ways of asking, as they are called and as answers are filed."""

THEME_WORDS = frozenset({"theme", "themes", "thema", "themas", "onderwerp", "onderwerpen"})
"""What stands before what remarks must speak of, with a colon between."""

SCORE_WORDS = frozenset({"score", "scores", "cijfer", "cijfers"})
"""What stands before a score, or the lowest and the highest one."""

ONE_OF = frozenset(
    {
        *("team", "agent", "medewerker", "behandelaar", "channel", "kanaal"),
        *("account", "customer", "klant", "priority", "prioriteit", "source", "bron"),
    }
)
"""Words for one part, behind which its name may stand without a colon."""

FROM_WORDS = frozenset({"from", "vanaf"})
"""What stands before the number of the first comment that is shown."""

SURVEY_WORDS = frozenset({"survey", "surveys", "enquete", "vraag"})
"""What stands before the name of one survey, with a colon between."""

_FILLERS = """
a about an and are at average best beste bij can changed could daalt de den did do doing down een en
far for from gaat gedaald geef gemiddeld gemiddelde gestegen gezakt give going graag grouped het hoe
hoger how i in is kpi kpis laat lager me met mij moved my nu of omhoog omlaag on onze op opgesplitst
our over percentage please rate score scores show slechtste so split splits stijgt survey tell that
the then to toe toon tot uitgesplitst up us van veranderd veranderde verandert voor was wat we were
what with worst you zakt zien zijn
"""
FILLERS = frozenset({*_FILLERS.split(), "-", ".."})
"""Words that say nothing here; they are passed over."""

SUGGESTED: tuple[str, ...] = tuple(
    word
    for word in (
        *(*METRICS, *VIEWS, *sorted(CASES), *SEGMENT_WORDS),
        *(*sorted(PERIOD_WORDS), *sorted(BY)),
    )
    if len(word) > 1
)
"""Every word that a typing error may be taken for."""
