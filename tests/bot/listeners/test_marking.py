import pytest

from bot.listeners.marking import Marked, whom
from bot.process import Process
from bot.threads import Thread
from kpi.errors import Refused
from tests.bot.stage import Stage

AGENT, ANNA, BEN = "U0AGENT001", "U0LEAD0001", "U0JANSEN01"


def marked(*writers: str, author: str = "", everyone: bool = False, whole: bool = True) -> Marked:
    return Marked(
        channel_id="C1",
        thread=Thread(ts="1.0", writers=writers, is_whole=whole),
        marked_by=AGENT,
        author=author,
        asks_everyone=everyone,
    )


@pytest.fixture
def process(stage: Stage) -> Process:
    return stage.process


@pytest.mark.parametrize(
    ("what", "found"),
    [
        (marked(ANNA, BEN, author=BEN), (ANNA,)),
        (marked(AGENT, BEN, author=BEN), (BEN,)),
        (marked(ANNA, AGENT, author=AGENT), (ANNA,)),
        (marked(author=BEN, whole=False), (BEN,)),
        (marked(ANNA, AGENT, BEN, everyone=True), (ANNA, BEN)),
        (marked(ANNA, BEN, everyone=True, whole=False), (ANNA,)),
    ],
)
async def test_whom_a_marked_thread_means(
    process: Process, what: Marked, found: tuple[str, ...]
) -> None:
    assert await whom(process, what) == found


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (marked(), "No person wrote"),
        (marked(AGENT, BEN, author=AGENT), "yourself"),
        (marked(AGENT, author=AGENT, everyone=True), "yourself"),
    ],
)
async def test_nobody_is_meant(process: Process, what: Marked, words: str) -> None:
    with pytest.raises(Refused, match=words):
        await whom(process, what)
