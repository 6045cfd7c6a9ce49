"""What the invented tickets are about, and what the invented customers write, nl and en."""

from collections.abc import Mapping, Sequence

SUBJECTS: Mapping[str, Sequence[str]] = {
    "Network": (
        "VPN keeps dropping",
        "Wi-Fi is slow upstairs",
        "Shared drive not found",
        "VPN asks for the code twice",
        "No connection in meeting room 4",
        "Guest network for visitors",
    ),
    "Workplace": (
        "New laptop",
        "Screen stays black",
        "Headset has no sound",
        "Docking station not recognised",
        "Printer on floor 2 is offline",
        "Moving desks next week",
    ),
    "Billing": (
        "Invoice shows an old address",
        "Refund still open",
        "Wrong cost centre",
        "Invoice sent twice",
        "Copy of last month's invoice",
        "Charged after cancelling",
    ),
}
"""By team."""

HAPPY: Mapping[str, Sequence[str]] = {
    "nl": (
        "Snel en vriendelijk geholpen.",
        "Binnen tien minuten opgelost.",
        "Duidelijke uitleg, nu snap ik het zelf ook.",
        "Er werd echt meegedacht.",
        "Fijn dat jullie terugbelden.",
        "Precies wat ik nodig had.",
        "In één keer goed.",
        "Prettig contact, top.",
    ),
    "en": (
        "Solved while we were still talking.",
        "Friendly, and to the point.",
        "Fast, and it still works a day later.",
        "You called back when you said you would.",
        "Clear steps that I could follow myself.",
        "Best help I had all year.",
        "No jargon, thank you.",
        "Right first time.",
    ),
}

LUKEWARM: Mapping[str, Sequence[str]] = {
    "nl": (
        "Opgelost, maar het duurde lang.",
        "Het werkt nu, al weet ik niet waarom.",
        "Twee keer hetzelfde formulier ingevuld.",
        "Prima, alleen had ik graag tussentijds iets gehoord.",
    ),
    "en": (
        "It works now, but it took two days.",
        "Fine in the end. An update in between would have helped.",
        "I had to ask twice.",
        "Solved, though I do not know what it was.",
    ),
}

UNHAPPY: Mapping[str, Sequence[str]] = {
    "nl": (
        "Ik moest drie keer hetzelfde uitleggen.",
        "Gesloten zonder dat het opgelost was.",
        "Lang in de wacht gestaan.",
        "Het probleem was de volgende dag terug.",
    ),
    "en": (
        "Closed before it was solved.",
        "Nobody called back.",
        "I was sent from one person to the next.",
        "Same problem again the next morning.",
    ),
}

ABOUT_THE_PORTAL: Mapping[str, Sequence[str]] = {
    "nl": (
        "Sinds het nieuwe factuurportaal klopt er niets meer.",
        "Het portaal toont nog steeds de oude factuur.",
        "Al twee weken geen antwoord op mijn terugbetaling.",
        "Ik kan in het nieuwe portaal mijn factuur niet vinden.",
        "Derde keer gebeld over dezelfde terugbetaling.",
    ),
    "en": (
        "The new invoice portal shows somebody else's address.",
        "Third call about the same refund.",
        "Since the new portal nobody can tell me where my refund is.",
        "The portal says paid, the reminder says not.",
        "Could not find my invoice in the new portal.",
    ),
}
"""What is wrong at Billing since the drop."""

RECOMMENDING: Mapping[str, Sequence[str]] = {
    "nl": ("Jullie nemen de tijd.", "Altijd bereikbaar.", "Gaat prima, ga zo door."),
    "en": ("They know what they are doing.", "Always somebody there.", "Easy to reach."),
}

HESITANT: Mapping[str, Sequence[str]] = {
    "nl": ("De facturen kosten me te veel tijd.", "Wisselend per collega."),
    "en": ("Invoices take too much of my time.", "It depends on whom you get."),
}
