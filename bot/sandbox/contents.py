"""What a message may hold in this Slack now: Block Kit's rules, the rollout of charts, files."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.sandbox.block_kit import surfaces
from bot.sandbox.block_kit.rules import complaint
from bot.sandbox.refusals import pointed
from bot.sandbox.wire import Json
from bot.sandbox.world import World

_FILE_ID = re.compile(r"^F[A-Z0-9]{8,}$")
_CHART = "data_visualization"


def checked(world: World, blocks: Any) -> tuple[Json, ...]:
    """Give the blocks as they will stand; refused with `invalid_blocks` and pointers."""
    taken = surfaces.checked_message(blocks)
    wrong = [*_charts(world, taken, "/blocks")]
    wrong += [one for at, block in enumerate(taken) for one in _complaints(world, block, at)]
    if wrong:
        raise pointed("invalid_blocks", wrong)
    return taken


def require_no_early_chart(world: World, view: Json) -> None:
    """Refuse a Home tab with a chart, with `invalid_arguments`, where Slack draws none yet."""
    wrong = [*_charts(world, view["blocks"], "/view/blocks")]
    if wrong:
        raise pointed("invalid_arguments", wrong)


def _charts(world: World, blocks: Iterable[Json], place: str) -> Iterator[str]:
    for at, block in enumerate(blocks):
        if block["type"] == _CHART and not world.draws_charts:
            yield complaint(f"unsupported type: {_CHART}", f"{place}/{at}/type")


def _complaints(world: World, block: Json, at: int) -> Iterator[str]:
    file_id = block.get("slack_file", {}).get("id")
    if file_id is None:
        return
    if not _FILE_ID.match(file_id):
        pattern = f"input must match regex pattern: {_FILE_ID.pattern}"
        yield complaint(pattern, f"/blocks/{at}/slack_file/id")
    elif world.files.usable(file_id) is None:
        yield complaint("invalid slack file", f"/blocks/{at}/slack_file")
