"""Messages and forms that the tests post."""

from bot.sandbox.wire import Json


def button(action_id: str, label: str, value: str = "v") -> Json:
    text = {"type": "plain_text", "text": label}
    return {"type": "button", "action_id": action_id, "text": text, "value": value}


def buttons(*labels: str) -> list[Json]:
    elements = [button(f"rate_{label}", label, value=label) for label in labels]
    return [{"type": "actions", "block_id": "rating", "elements": elements}]


def form(*, title: str = "Comment", **more: object) -> Json:
    return {
        "type": "modal",
        "callback_id": "comment",
        "private_metadata": "kept",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": "words",
                "label": {"type": "plain_text", "text": "What went wrong?"},
                "element": {"type": "plain_text_input", "action_id": "text"},
            },
            {
                "type": "input",
                "block_id": "contact",
                "optional": True,
                "label": {"type": "plain_text", "text": "Contact"},
                "element": {
                    "type": "checkboxes",
                    "action_id": "may",
                    "options": [
                        {"text": {"type": "plain_text", "text": "You may"}, "value": "yes"}
                    ],
                },
            },
        ],
        **more,
    }
