from bot.blocks import kit, rich
from bot.wording import voice


def test_fields_become_elements() -> None:
    subject = kit.words("VPN", bold=True)
    line = rich.sentence(
        voice("en"), "{subject} was solved {when}.", {"subject": subject, "when": "today"}
    )
    assert line["elements"] == [
        subject,
        kit.words(" was solved "),
        kit.words("today"),
        kit.words("."),
    ]


def test_what_is_empty_is_left_out() -> None:
    line = rich.sentence(
        voice("en"), "{subject} was solved {when}.", {"subject": "VPN", "when": ""}
    )
    assert kit.words("") not in line["elements"]
