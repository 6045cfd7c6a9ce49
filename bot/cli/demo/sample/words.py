"""What the invented tickets are about, and why people would recommend us, in Dutch and English."""

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

RECOMMENDING: Mapping[str, Sequence[str]] = {
    "nl": ("Jullie nemen de tijd.", "Altijd bereikbaar.", "Gaat prima, ga zo door."),
    "en": ("They know what they are doing.", "Always somebody there.", "Easy to reach."),
}

HESITANT: Mapping[str, Sequence[str]] = {
    "nl": ("De facturen kosten me te veel tijd.", "Wisselend per collega."),
    "en": ("Invoices take too much of my time.", "It depends on whom you get."),
}
