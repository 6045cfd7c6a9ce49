"""What a service definition counts, a sentence in each language."""

from collections.abc import Mapping

from kpi.definition import Wording

_IN: Mapping[str, Wording] = {
    "office": {"en": "office hours", "nl": "kantooruren"},
    "calendar": {"en": "calendar time", "nl": "kalendertijd"},
    "median": {"en": "the median", "nl": "de mediaan"},
    "mean": {"en": "the mean", "nl": "het gemiddelde"},
}
OF_CUSTOMERS: Wording = {
    "en": "Share of customers who say that it was solved the first time: yes, out of all who "
    "answered yes or no to the question after the rating. It counts on the day of the answer.",
    "nl": "Aandeel van de klanten dat zegt dat het in één keer was opgelost: ja, van allen die ja "
    "of nee antwoordden op de vraag na het cijfer. Het telt op de dag van het antwoord.",
}


def of_response(clock_name: str, headline_name: str) -> Wording:
    """Say what first response is."""
    clock, headline = _IN[clock_name], _IN[headline_name]
    return {
        "en": f"From opening to the first public reply by a person, in {clock['en']}; "
        f"{headline['en']} counts.",
        "nl": f"Van openen tot het eerste openbare antwoord van een mens, in {clock['nl']}; "
        f"{headline['nl']} telt.",
    }


def of_resolution(
    clock_name: str, headline_name: str, *, first: bool, minus_waiting: bool
) -> Wording:
    """Say what resolution is."""
    clock, headline = _IN[clock_name], _IN[headline_name]
    end = {"en": "last resolution", "nl": "laatste oplossing"}
    if first:
        end = {"en": "first resolution", "nl": "eerste oplossing"}
    waiting = {"en": "", "nl": ""}
    if minus_waiting:
        waiting = {
            "en": ", without the time that it waited for the customer",
            "nl": ", zonder de tijd dat er op de klant werd gewacht",
        }
    return {
        "en": f"From opening to the {end['en']}, in {clock['en']}{waiting['en']}; "
        f"{headline['en']} counts.",
        "nl": f"Van openen tot de {end['nl']}, in {clock['nl']}{waiting['nl']}; "
        f"{headline['nl']} telt.",
    }


def of_first_contact(window_days: int, *, net: bool, of_received: bool) -> Wording:
    """Say what solved at first contact is, as the system counts it."""
    within = {
        "en": "1 day" if window_days == 1 else f"{window_days} days",
        "nl": "1 dag" if window_days == 1 else f"{window_days} dagen",
    }
    of = {"en": "resolved", "nl": "is opgelost"}
    if of_received:
        of = {"en": "received", "nl": "binnenkwam"}
    left = {"en": "", "nl": ""}
    if net:
        left = {
            "en": "; what the first line cannot solve is left out",
            "nl": "; wat de eerste lijn niet kan oplossen, telt niet mee",
        }
    return {
        "en": f"Share of what was {of['en']} that was solved at first contact: no message from the "
        "customer after the first reply and no reopening, up to "
        f"{within['en']} after the first resolution{left['en']}.",
        "nl": f"Aandeel van wat {of['nl']} dat bij het eerste contact was opgelost: geen bericht "
        "van de klant na het eerste antwoord en niet heropend, tot "
        f"{within['nl']} na de eerste oplossing{left['nl']}.",
    }
