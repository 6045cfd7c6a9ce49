"""`functions.*`: how the bot ends a step of a workflow."""

from bot.sandbox.refusals import pointed
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def complete_success(world: World, args: Json) -> Json:
    """Let the workflow go on with what the step gives it."""
    outputs = args["outputs"]
    if not isinstance(outputs, dict):
        raise pointed("invalid_arguments", ["outputs must be an object [json-pointer:/outputs]"])
    world.steps.end(args["function_execution_id"], outputs=outputs)
    return {}


def complete_error(world: World, args: Json) -> Json:
    """End the workflow with words for whoever started it."""
    world.steps.end(args["function_execution_id"], error=str(args["error"]))
    return {}
