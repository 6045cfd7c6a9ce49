"""The reasons that somebody may tick beside a comment, in their own language."""

from dataclasses import dataclass

from bot.blocks import asking
from bot.wording import Voice
from kpi import reason_list
from kpi.metrics import Band
from kpi.store.invitations import Question


@dataclass(frozen=True, slots=True)
class Box:
    """One reason: what stands for it on the form, its words, and whether it is ticked."""

    key: str
    text: str
    is_ticked: bool


def boxes(question: Question, say: Voice) -> list[Box]:
    """Give what may be ticked, at most ten; none where the list lacks this language.

    The list says what was amiss, so it stands after scores that are not high. What was ticked
    before stays, whatever became of score and list, for it could not be unticked otherwise.
    """
    ticked = question.response.reasons if question.response else []
    offered = question.policy.reasons if asking.band(question) is not Band.HIGH else ()
    fitting = [one for one in offered if one in ticked or say.language in one]
    dropped = [one for one in ticked if one not in fitting]
    kept = fitting[: reason_list.MOST - len(dropped)]
    return [
        Box(reason_list.key(one), reason_list.words(one, say.language), one in ticked)
        for one in (*kept, *dropped)
    ]
