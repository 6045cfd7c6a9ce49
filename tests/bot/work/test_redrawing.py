from dataclasses import dataclass
from typing import Any

from bot.blocks import told
from bot.sandbox import cast
from bot.sandbox.modals import Modal
from bot.wording import voice
from bot.work.redrawing import Redrawing
from kpi.errors import NotFound
from tests.bot.stage import Stage


@dataclass
class Form:
    """A form that says how something stands, open before the admin."""

    stage: Stage
    words: str = "off"
    drawn: int = 0
    is_gone: bool = False

    def view(self) -> dict[str, Any]:
        return told.form(voice("en"), "Light", self.words)

    async def draw(self) -> dict[str, Any]:
        self.drawn += 1
        if self.is_gone:
            raise NotFound("This connection was removed.")
        return self.view()

    def open(self) -> Modal:
        modal = self.stage.slack.world.modals.open(cast.ADMIN, self.view())
        process = self.stage.process
        now = process.clock.real()
        process.lights.watch(modal.id, self.draw, shown=self.view(), now=now)
        return modal

    def read(self) -> str:
        seen = self.stage.slack.view_of(cast.ADMIN)
        assert seen is not None
        return str(seen.blocks[0]["text"]["text"])


async def test_a_form_is_drawn_anew_when_it_would_look_different(stage: Stage) -> None:
    form = Form(stage)
    form.open()
    await stage.round()
    assert stage.asked_slack("views.update") == 0
    form.words = "on"
    await stage.round()
    assert form.read() == "on"
    await stage.round()
    assert stage.asked_slack("views.update") == 1


async def test_a_form_that_was_closed_is_forgotten(stage: Stage) -> None:
    form = Form(stage)
    stage.slack.world.modals.close(form.open())
    form.words = "on"
    await stage.round()
    drawn = form.drawn
    await stage.round()
    assert form.drawn == drawn
    assert stage.asked_slack("views.update") == 1


async def test_slack_being_slow_is_not_the_end_of_it(stage: Stage) -> None:
    form = Form(stage)
    form.open()
    form.words = "on"
    stage.slack.faults.add("views.update", "429")
    await Redrawing(stage.process).step()
    assert form.read() == "off"
    await Redrawing(stage.process).step()
    assert form.read() == "on"


async def test_what_was_put_there_meanwhile_stays(stage: Stage) -> None:
    form = Form(stage)
    modal = form.open()

    async def late() -> dict[str, Any]:
        stage.process.lights.watch(
            modal.id, form.draw, shown=form.view(), now=stage.process.clock.real()
        )
        return told.form(voice("en"), "Light", "too late")

    stage.process.lights.watch(modal.id, late, shown=form.view(), now=stage.process.clock.real())
    await stage.round()
    assert form.read() == "off"


async def test_what_was_removed_is_drawn_no_more(stage: Stage) -> None:
    form = Form(stage)
    form.open()
    form.is_gone = True
    await stage.round()
    await stage.round()
    assert form.drawn == 1
    assert b"kompas_failed_steps_total{" not in stage.process.metrics.text()
