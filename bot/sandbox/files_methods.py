"""`files.*`: the upload in three steps; without a channel a file is shown only by blocks."""

from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json
from bot.sandbox.world import World


def get_upload_url(world: World, args: Json) -> Json:
    """Announce a file; its bytes are posted to the address given."""
    length = _length(args["length"])
    file = world.files.announce(str(args["filename"]), length)
    return {"upload_url": f"{world.origin}/upload/{file.key}", "file_id": file.id}


def complete_upload(world: World, args: Json) -> Json:
    """Finish files that were uploaded; Slack goes on working on them for a moment."""
    files = args["files"]
    if not isinstance(files, list) or not files:
        raise Refusal("invalid_arguments")
    done = [world.files.complete(str(one.get("id")), str(one.get("title", ""))) for one in files]
    return {"files": [{"id": file.id, "title": file.title} for file in done]}


def _length(given: object) -> int:
    length = int(str(given)) if str(given).isdecimal() else 0
    if length < 1:
        raise Refusal("invalid_arguments")
    return length
