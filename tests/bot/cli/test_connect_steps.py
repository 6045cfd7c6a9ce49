from bot.cli import connect_steps
from bot.sources.github import GITHUB
from bot.sources.zendesk import TRIGGER, ZENDESK

URL = "https://kompas.example.com/hooks/x/1"


def test_our_secret_is_named_where_it_has_to_be_pasted() -> None:
    made = connect_steps.told(GITHUB, hook_id="1", url=URL, secret="s3cret")
    assert f"Payload URL: {URL}" in made.steps
    assert "Content type: application/json. Secret: s3cret" in made.steps
    assert "Secret  s3cret" in list(connect_steps.lines(GITHUB, made))


def test_without_a_secret_the_last_step_is_to_bring_it() -> None:
    made = connect_steps.told(ZENDESK, hook_id="1", url=URL, secret=None)
    assert made.steps[-1] == "Bring that secret here: kompas connect secret 1"
    shown = list(connect_steps.lines(ZENDESK, made))
    assert shown[0] == f"URL     {URL}"
    assert not any(line.startswith("Secret") for line in shown)


def test_what_is_to_be_pasted_stands_as_it_is() -> None:
    made = connect_steps.told(ZENDESK, hook_id="1", url=URL, secret=None)
    assert TRIGGER in made.steps
    shown = list(connect_steps.lines(ZENDESK, made))
    at = shown.index(TRIGGER)
    assert (shown[at - 1][:4], shown[at + 1][:4]) == (" 4  ", " 5  ")


def test_a_mapping_stands_below_the_steps() -> None:
    made = connect_steps.told(
        GITHUB, hook_id="1", url=URL, secret="s3cret", mapping=["id=nr", "status=state"]
    )
    *_, about, first, second = connect_steps.lines(GITHUB, made)
    assert "kompas connect mapping 1 --field" in about
    assert (first, second) == ("    id=nr", "    status=state")
