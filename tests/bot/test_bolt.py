from bot import bolt
from bot.clock import Clock
from bot.excuses import Excuses
from bot.identity import Identity
from kpi.store.database import Database
from tests.bot.running import process_of, sandbox_of


async def test_bolt_answers_after_the_listener_and_calls_slack_as_we_do(
    database: Database,
) -> None:
    async with (
        sandbox_of(Clock()).serving() as sandbox,
        process_of(database, sandbox, Clock()) as process,
    ):
        who = Identity(team_id="T1", team_name="Home", user_id="U1", bot_id="B1")
        made = bolt.application(process, who, Excuses(process))
        assert made.process_before_response
        assert made.client.session is process.slack.session
        assert made.client.base_url == sandbox.api_url
        assert made.client.retry_handlers == []
