from bot.blocks import scale
from bot.wording import voice
from kpi.metrics import Metric, definition, standard
from kpi.wording import words
from tests.each import each


@each(
    ("metric", "language", "ends"),
    [
        (Metric.CSAT, "en", ("1 Very dissatisfied", "5 Very satisfied")),
        (Metric.CES, "nl", ("1 Zeer moeilijk", "7 Zeer makkelijk")),
        (Metric.NPS, "nl", ("0 Zeer onwaarschijnlijk", "10 Zeer waarschijnlijk")),
    ],
)
def test_only_the_ends_are_in_words(metric: Metric, language: str, ends: tuple[str, str]) -> None:
    definition = standard(metric)
    labels = [*scale.labels(definition, words(definition, {}, language)).values()]
    assert (labels[0], labels[-1]) == ends
    assert all(label.isdigit() for label in labels[1:-1])


def test_a_button_says_the_score_in_its_action() -> None:
    nps = standard(Metric.NPS)
    first = next(iter(scale.buttons(nps, words(nps, {}, "en"), "some-id")))
    assert (first["action_id"], first["value"]) == ("rate:0", "some-id")


@each(
    ("key", "language", "labels", "told"),
    [
        (
            "csat/faces/top2/v1",
            "nl",
            [
                "😠 Zeer ontevreden",
                "🙁 Ontevreden",
                "😐 Neutraal",
                "🙂 Tevreden",
                "😀 Zeer tevreden",
            ],
            "1 van 5",
        ),
        ("csat/0-1/top1/v1", "en", ["Bad", "Good"], "Bad"),
        ("ces/1-3/top1/v1", "nl", ["Moeilijk", "Neutraal", "Makkelijk"], "Moeilijk"),
    ],
)
def test_where_answers_are_words_they_stand_on_the_buttons(
    key: str, language: str, labels: list[str], told: str
) -> None:
    asked, say = definition(key), voice(language)
    said = words(asked, {}, language)
    assert [*scale.labels(asked, said).values()] == labels
    assert scale.span(asked, said) == " / ".join(labels)
    assert scale.ends(asked, said) == ()
    assert labels[0] in scale.chosen(say, asked, said, asked.low)
    assert scale.told(say, asked, asked.low) == told


def test_a_surveys_own_words_take_the_place_of_those_at_the_ends() -> None:
    asked = definition("csat/0-1/top1/v1")
    own = words(asked, {"scale.low.en": "Not good", "scale.low.nl": "Niet goed"}, "nl")
    assert [*scale.marks(asked, own).values()] == ["Niet goed", "Goed"]
