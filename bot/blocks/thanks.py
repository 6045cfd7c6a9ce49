"""You said, we did: what customers behind an improvement read, and the form that shows it first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import asking, inert, kit, modal, naming
from bot.blocks.message import Block, Message, View
from bot.wording import Voice, language_of, voice
from kpi.store.tables import Action
from kpi.store.thanks import LONGEST, Told
from kpi.store.voices import Audience, Without

FORM = "action_thanks"
LANGUAGES: Sequence[str] = tuple(naming.LANGUAGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What telling the customers behind an action would mean."""

    action: Action
    audience: Audience
    themes: Mapping[str, str]
    """What its theme is called, by language; empty for none."""
    default_language: str
    """Of people whose own we do not know."""

    @property
    def in_threads(self) -> int:
        """How many would be told where others read along."""
        return sum(one.in_thread for one in self.audience.people)


def form(say: Voice, outlook: Outlook) -> View:
    """Show who would be told, and the words, which can be changed; sending the form sends them."""
    action, people = outlook.action, outlook.audience.people
    blocks = [kit.section("\n".join(_told(say, outlook)))]
    if not people:
        return {
            "type": "modal",
            "callback_id": "told",
            "title": kit.plain(say("Tell the customers"), kit.TITLE),
            "close": kit.plain(say("Close"), kit.TITLE),
            "blocks": blocks,
        }
    blocks += [_field(outlook, language) for language in LANGUAGES]
    blocks.append(
        kit.context(
            say(
                "Everybody gets this once, where they were asked, in hours in which they may be"
                " asked. Nothing is sent before you send this form."
            )
        )
    )
    ids = {"action": str(action.id), "revision": str(action.revision)}
    title, submit = say("Tell the customers"), say("Send")
    return modal.form(say, FORM, blocks, title=title, submit=submit, ids=ids)


def message(told: Told) -> Message:
    """Say it to one person, in their language; where others read along nothing of their answer."""
    question, words = told.question, said(told)
    if asking.is_public(question):
        person: Block = {"type": "user", "user_id": question.contact.user_id}
        line = kit.rich_line([person, kit.words(" "), kit.words(words)])
        text = f"<@{question.contact.user_id}> {inert.escaped(words, LONGEST)}"
        return Message(text, [kit.rich_text(line)])
    head = heading(told)
    text = f"{head}: {inert.escaped(words, LONGEST)}"
    return Message(text, [kit.section(f"*{head}*"), kit.plain_section(words)])


def heading(told: Told) -> str:
    """Give what stands above it."""
    say = asking.voice_of(told.question)
    return say("You said, we did")


def said(told: Told) -> str:
    """Give the words for one person, not escaped."""
    words, language = told.action.thanks, asking.voice_of(told.question).language
    shown = words.get(language) or next(iter(words.values()), "")
    return inert.verbatim(shown, LONGEST) or inert.ELLIPSIS


def queued(say: Voice, people: int) -> str:
    """Confirm that they will be told."""
    return say.plural(
        "{n} person will be told, where they were asked.",
        "{n} people will be told, where they were asked.",
        people,
    )


def suggested(language: str, action: Action, theme: str) -> str:
    """Give the words to begin with, not escaped."""
    say, title = voice(language), inert.line(action.title, naming.LONGEST)
    if theme:
        return say(
            "Customers told us about “{theme}”. This is what we did: {title}. Thank you for helping"
            " us.",
            theme=theme,
            title=title,
        )
    return say(
        "Customers told us what could be better. This is what we did: {title}. Thank you for"
        " helping us.",
        title=title,
    )


def _field(outlook: Outlook, language: str) -> Block:
    theme = "" if outlook.in_threads else outlook.themes.get(language, "")
    words = suggested(language, outlook.action, theme)
    element: Block = {
        "type": "plain_text_input",
        "action_id": language,
        "multiline": True,
        "max_length": LONGEST,
        "initial_value": words,
    }
    return kit.field(naming.LANGUAGES[language], element)


def _told(say: Voice, outlook: Outlook) -> Iterator[str]:
    people = outlook.audience.people
    yield f"*{inert.escaped(outlook.action.title, naming.LONGEST)}*"
    if people:
        told = say.plural("{n} person", "{n} people", len(people))
        spoken = Counter(language_of(one.language or outlook.default_language) for one in people)
        each = ", ".join(
            f"{name} {say.number(spoken[one])}"
            for one, name in naming.LANGUAGES.items()
            if spoken[one]
        )
        yield _spoke(say, outlook.action, told, each)
        yield from _in_threads(say, outlook.in_threads)
    else:
        yield say(
            "There is nobody to tell: nobody who can be told spoke of it, with their name, in the"
            " 90 days before it went live."
        )
    yield from (_without(say, why, n) for why, n in outlook.audience.without.items())
    yield say("Who answered without a name is never told.")


def _spoke(say: Voice, action: Action, people: str, languages: str) -> str:
    """Say who they are; the customer of its case may have spoken later than all others."""
    if action.case_id is None:
        return say(
            "{people} spoke of it before it went live ({languages}).",
            people=people,
            languages=languages,
        )
    return say(
        "{people} spoke of it before it went live, or in the case that it came from ({languages}).",
        people=people,
        languages=languages,
    )


def _in_threads(say: Voice, n: int) -> Iterator[str]:
    if n:
        yield say.plural(
            "{n} of them is told in a thread that others read: let your words not say what they"
            " spoke of.",
            "{n} of them are told in threads that others read: let your words not say what they"
            " spoke of.",
            n,
        )


def _without(say: Voice, why: Without, n: int) -> str:
    match why:
        case Without.NOT_WANTED:
            return say.plural("{n} person wants no messages.", "{n} people want no messages.", n)
        case Without.UNREACHABLE:
            return say.plural(
                "{n} person cannot be reached any more.",
                "{n} people cannot be reached any more.",
                n,
            )
        case Without.LATELY:
            return say.plural(
                "{n} person was thanked in the last 30 days.",
                "{n} people were thanked in the last 30 days.",
                n,
            )
