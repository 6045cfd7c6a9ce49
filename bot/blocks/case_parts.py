"""The pieces of a case in Slack: what was answered, where it stands, what can be done about it.

What people wrote stands in rich text, in which Slack reads nothing as markup.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.blocks import figures, inert, kit, naming, occasions, remarks, rich, scale
from bot.blocks.message import Block
from bot.wording import Voice, sentence
from kpi import scores
from kpi.agent_names import called
from kpi.cases import LET_GO, Outcome, State
from kpi.metrics import Band
from kpi.store.case_facts import Told

CLAIM, CONTACTED, DONE, NOT_OURS = "case:claim", "case:contacted", "case:done", "case:not_ours"
REOPEN, TICKET, MENU = "case:reopen", "case:ticket", "case:menu"
ASSIGN, SNOOZE, RELEASE = "assign", "snooze", "release"
"""What stands before the case in an option of the menu, beside the words of the buttons."""

LONGEST = 2000
"""Characters of a comment where it stands alone."""
SHORTEST = 200
"""The same in a list, and in a message's text."""
_SUBJECT = 100
_NUMBER = 40

_CUES: Mapping[Band, str] = {
    Band.LOW: "\N{LARGE RED CIRCLE}",
    Band.MIDDLE: "\N{LARGE YELLOW CIRCLE}",
    Band.HIGH: "\N{LARGE GREEN CIRCLE}",
}
_OVER, _TAKEN_BACK = "\N{WHITE HEAVY CHECK MARK}", "\N{MEDIUM WHITE CIRCLE}"

_FROM: Mapping[tuple[bool, bool], str] = {
    (True, True): sentence("{score} from {who} on {subject}"),
    (True, False): sentence("{score} from {who}"),
    (False, True): sentence("{score} on {subject}"),
}
_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.REACHED: sentence("the customer was reached"),
    Outcome.SOLVED: sentence("solved"),
    Outcome.NO_ANSWER: sentence("the customer does not answer"),
    Outcome.NOT_OURS: sentence("not ours"),
    Outcome.WITHDRAWN: sentence("the answer changed, so nobody is needed"),
    Outcome.SILENCED: sentence("the survey is anonymous by now, so nobody is helped by name"),
}


def outcome(say: Voice, which: Outcome) -> str:
    """Say what came of a case."""
    return say(_OUTCOMES[which])


def headline(say: Voice, told: Told) -> Block:
    """Give the answer, who gave it on what, and who helped, as a line of rich text."""
    who, number = _who(told), inert.line(told.ticket, _NUMBER)
    subject = inert.line(told.subject, _SUBJECT) or (_ticket_named(say, number) if number else "")
    score: Block | str = kit.words(_score(say, told), bold=True)
    template = _FROM.get((bool(who), bool(subject)))
    parts: dict[str, Block | str] = {"score": score, "who": who}
    if subject:
        parts["subject"] = kit.link(subject, told.url)
    line = rich.sentence(say, template, parts)["elements"] if template else [score]
    if told.subject and number and number != subject:
        line.insert(line.index(parts["subject"]) + 1, kit.words(f" ({number})"))
    helped = [kit.words(f" · {text}") for text in _helped(say, told)]
    return kit.rich_line([kit.words(f"{_cue(told)} "), *line, *helped])


def line(say: Voice, told: Told) -> str:
    """Give the same as a line of a message's text, escaped."""
    elements = headline(say, told)["elements"]
    return inert.escaped("".join(one["text"] for one in elements), kit.VALUE)


def said(say: Voice, told: Told, most: int) -> Iterator[Block]:
    """Give what was ticked and written, as pieces of rich text of so many characters at most."""
    if ticked := remarks.reasons(say, told.reasons):
        yield kit.rich_line([kit.words(inert.line(ticked, most))])
    if told.comment:
        yield kit.rich_quote(inert.verbatim(told.comment, most) or inert.ELLIPSIS)


def said_in_text(say: Voice, told: Told) -> Iterator[str]:
    """Give the same as lines of a message's text, escaped."""
    if ticked := remarks.reasons(say, told.reasons):
        yield inert.escaped(ticked, SHORTEST)
    if told.comment:
        yield inert.escaped(told.comment, SHORTEST) or inert.ELLIPSIS


def about(say: Voice, told: Told) -> Iterator[str]:
    """Say what its account answered before, and whether the person may be written to; escaped."""
    before = scores.score(told.definition, told.earlier)
    if told.account and before is not None:
        counts = figures.counts(say, before)
        account = inert.escaped(told.account, naming.LONGEST)
        yield say("{account} in the 13 weeks before: {counts}.", account=account, counts=counts)
    if told.may_contact:
        yield say("May be contacted.")


def standing(say: Voice, told: Told, now: datetime, zone: str) -> Iterator[str]:
    """Say where a case stands: whose it is, whether it rests, what came of it; with mentions."""
    case = told.case
    if case.owner_id:
        yield say("Claimed by {person}.", person=f"<@{case.owner_id}>")
    if case.state == State.DONE:
        yield say("Done: {outcome}.", outcome=outcome(say, Outcome(case.outcome)))
        if told.has_spoken_since:
            yield say("The customer has said more since.")
        return
    if case.contacted_at is not None:
        yield say("In touch with the customer.")
    if case.snoozed_until is not None and case.snoozed_until > now:
        yield say("Rests until {moment}.", moment=_until(say, case.snoozed_until, now, zone))


def buttons(say: Voice, told: Told) -> list[Block]:
    """Give a row of what can be done now."""
    return kit.actions([*_deeds(say, told), *_ticket(say, told), *_menu(say, told)])


def value(deed: str, case_id: object) -> str:
    """Give the value of an option of the menu, which `bot.listeners.cases` reads."""
    return f"{deed}:{case_id}"


def _deeds(say: Voice, told: Told) -> Iterator[Block]:
    case, label = told.case, inert.line(told.account or told.subject, kit.BUTTON)
    key = str(case.id)
    if case.state == State.DONE:
        yield kit.button(say("Open again"), REOPEN, key, about=label)
        yield occasions.for_case(say, key)
    elif case.state == State.OPEN:
        yield kit.button(say("Claim"), CLAIM, key, primary=True, about=label)
    else:
        if case.contacted_at is None:
            yield kit.button(say("Was in touch"), CONTACTED, key, primary=True, about=label)
        yield kit.button(say("Done"), DONE, key, about=label)
        yield occasions.for_case(say, key)


def _ticket(say: Voice, told: Told) -> Iterator[Block]:
    url = told.url
    if url.startswith(("https://", "http://")) and len(url) <= kit.SECTION:
        label, number = inert.line(told.subject, kit.BUTTON), inert.line(told.ticket, _NUMBER)
        text = _ticket_named(say, number) if number else say("Open ticket")
        yield kit.button(text, TICKET, about=label) | {"url": url}


def _ticket_named(say: Voice, number: str) -> str:
    return say("Ticket {number}", number=number)


def _menu(say: Voice, told: Told) -> Iterator[Block]:
    case, key = told.case, told.case.id
    if case.state == State.DONE:
        return
    is_open = case.state == State.OPEN
    if is_open:
        yield kit.button(say("Not ours"), NOT_OURS, str(key))
    offered = {
        ASSIGN: say("Give it to somebody"),
        SNOOZE: say("Let it rest"),
        **({"contacted": say("Was in touch"), "done": say("Done")} if is_open else {}),
        **({} if is_open else {RELEASE: say("Give it back"), "not_ours": say("Not ours")}),
    }
    options = [kit.option(text, value(deed, key)) for deed, text in offered.items()]
    yield {"type": "overflow", "action_id": MENU, "options": options}


def _cue(told: Told) -> str:
    if told.score is None or told.case.outcome in LET_GO:
        return _TAKEN_BACK
    if told.case.state == State.DONE:
        return _OVER
    return _CUES[told.definition.band(told.score)]


def _score(say: Voice, told: Told) -> str:
    if told.score is None:
        return say("Answer taken back")
    return scale.told(say, told.definition, told.score)


def _who(told: Told) -> str:
    """Name the person where they allowed that, and their account."""
    name, account = (inert.line(one, naming.LONGEST) for one in (told.name, told.account))
    return f"{name} ({account})" if name and account else name or account


def _helped(say: Voice, told: Told) -> Iterator[str]:
    names = [inert.line(one, naming.LONGEST) for one in (called(told.agent), told.team)]
    if who := ", ".join(filter(None, names)):
        yield say("helped by {who}", who=who)


def _until(say: Voice, moment: datetime, now: datetime, zone: str) -> str:
    return say.moment_ahead(moment, now, zone)
