from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import events
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import Bot, refusal


async def test_a_step_lends_a_token_until_it_ends(slack: Sandbox, bot: Bot) -> None:
    slack.world.subscriptions = {"function_executed"}
    told = events.of_step(slack.world, "greet", slack.world.steps.begin({"whom": "Jo"}))
    assert told is not None
    await slack.event(told)
    event = bot.last["event"]
    assert (event["function"]["callback_id"], event["inputs"]) == ("greet", {"whom": "Jo"})

    client = AsyncWebClient(token=event["bot_access_token"], base_url=slack.api_url)
    name = event["function_execution_id"]
    assert (await client.auth_test())["user_id"] == slack.identity.bot_user_id
    await client.functions_completeSuccess(function_execution_id=name, outputs={"said": "Hi"})
    ended = slack.world.steps.ended(name)
    assert ended is not None
    assert (ended.outputs, ended.error) == ({"said": "Hi"}, None)
    assert await refusal(client.auth_test()) == "invalid_auth"


async def test_a_step_ends_once_and_only_when_it_is_known(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    step = slack.world.steps.begin({})
    await client.functions_completeError(function_execution_id=step.id, error="No such person")
    ended = slack.world.steps.ended(step.id)
    assert ended is not None
    assert ended.error == "No such person"
    again = client.functions_completeSuccess(function_execution_id=step.id, outputs={})
    assert await refusal(again) == "execution_not_in_running_state"
    unknown = client.functions_completeSuccess(function_execution_id="Fx1", outputs={})
    assert await refusal(unknown) == "function_execution_not_found"


async def test_a_step_that_nobody_listens_to_stays_as_it_is(slack: Sandbox) -> None:
    assert (await slack.runs_step("greet", {})).is_running
