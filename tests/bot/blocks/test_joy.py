from bot.blocks import joy
from bot.wording import voice
from kpi.metrics import Metric, standard
from kpi.store.joys import Joy
from tests.bot.blocks.reading import HOSTILE, assert_inert, read

GLAD = Joy(
    definition=standard(Metric.CSAT),
    score=5,
    comment="So quick!",
    agent="a.devries@example.com",
    account="Acme",
    subject="VPN",
    url="",
)


def test_an_agent_reads_the_words_as_they_are() -> None:
    shown = read(joy.message(voice("nl"), GLAD))
    assert shown.splitlines()[:2] == [
        "🌟 Een klant die je hielp gaf 5 van 5 · VPN · Acme",
        "> So quick!",
    ]
    values = {"comment": HOSTILE, "subject": HOSTILE, "account": HOSTILE}
    hostile = Joy(definition=GLAD.definition, score=5, agent="", url="", **values)
    assert_inert(joy.message(voice("en"), hostile))
