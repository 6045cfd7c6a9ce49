"""`files.*`: the upload in three steps; without a channel a file is shown only by blocks."""

from bot.sandbox import chat_methods
from bot.sandbox.files import File
from bot.sandbox.messages import Message
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
    if channel_id := args.get("channel_id"):
        _require_channel(world, str(channel_id))
    done = [world.files.complete(str(one.get("id")), str(one.get("title", ""))) for one in files]
    if channel_id:
        _share(world, str(channel_id), args, done)
    return {"files": [{"id": file.id, "title": file.title} for file in done]}


def _require_channel(world: World, channel_id: str) -> None:
    if channel_id.startswith(("U", "W")):
        raise Refusal("channel_not_found")  # Other than messages, files take no person's id.
    chat_methods.writable(world, channel_id)


def _share(world: World, channel_id: str, args: Json, files: list[File]) -> None:
    """Show the files in a message of their own."""
    world.messages.add(
        Message(
            ts=world.messages.timestamp(),
            channel=chat_methods.writable(world, channel_id).id,
            text=str(args.get("initial_comment", "")),
            user=world.identity.bot_user_id,
            files=tuple(files),
            thread_ts=args.get("thread_ts"),
        )
    )


def _length(given: object) -> int:
    length = int(str(given)) if str(given).isdecimal() else 0
    if length < 1:
        raise Refusal("invalid_arguments")
    return length
