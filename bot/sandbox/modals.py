"""The modal forms people have open, each person's in a stack of at most three."""

from dataclasses import dataclass, field, replace
from secrets import token_hex

from bot.sandbox.bell import Bell
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json, copied

STACK = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Modal:
    """An open form: `content` is the view the bot gave, `values` what was filled in so far."""

    id: str
    user: str
    content: Json
    hash: str
    root: str
    previous: str | None = None
    values: Json = field(default_factory=dict)

    @property
    def callback_id(self) -> str:
        return str(self.content.get("callback_id", ""))

    @property
    def blocks(self) -> tuple[Json, ...]:
        return tuple(self.content.get("blocks", ()))

    @property
    def title(self) -> str:
        return str(self.content["title"]["text"])


class Modals:
    """Every person's stack of open forms, the top one last."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self._stacks: dict[str, list[Modal]] = {}
        self._count = 0

    def top(self, user_id: str) -> Modal | None:
        """Give the form the person looks at."""
        stack = self._stacks.get(user_id)
        return stack[-1] if stack else None

    def open(self, user_id: str, content: Json) -> Modal:
        """Show a first form, in place of whatever was open."""
        self._stacks[user_id] = []
        return self.push(user_id, content)

    def push(self, user_id: str, content: Json) -> Modal:
        """Lay a form over the open one; refused beyond three."""
        stack = self._stacks.setdefault(user_id, [])
        if len(stack) == STACK:
            raise Refusal("push_limit_reached")
        self._count += 1
        view_id = f"V0{self._count:08d}"
        below = stack[-1] if stack else None
        modal = Modal(
            id=view_id,
            user=user_id,
            content=copied(content),
            hash=token_hex(8),
            root=below.root if below else view_id,
            previous=below.id if below else None,
        )
        stack.append(modal)
        self._bell.ring()
        return modal

    def find(self, view_id: str) -> Modal:
        """Give an open form by id, or refuse with `not_found`."""
        for stack in self._stacks.values():
            for modal in stack:
                if modal.id == view_id:
                    return modal
        raise Refusal("not_found")

    def show(self, modal: Modal, content: Json) -> Modal:
        """Replace a form's content; what was filled in stays where its block and action stay."""
        kept = {
            block_id: answers
            for block_id, answers in modal.values.items()
            if any(block.get("block_id") == block_id for block in content["blocks"])
        }
        changed = replace(modal, content=copied(content), hash=token_hex(8), values=kept)
        return self._put(changed)

    def fill(self, modal: Modal, values: Json) -> Modal:
        """Note what the person filled in."""
        merged = {block: {**modal.values.get(block, {}), **got} for block, got in values.items()}
        return self._put(replace(modal, values={**modal.values, **merged}))

    def close(self, modal: Modal) -> None:
        """Take the top form away, and show the one below."""
        self._stacks[modal.user] = [one for one in self._stacks[modal.user] if one.id != modal.id]
        self._bell.ring()

    def clear(self, user_id: str) -> None:
        """Take all of the person's forms away."""
        self._stacks.pop(user_id, None)
        self._bell.ring()

    def _put(self, modal: Modal) -> Modal:
        stack = self._stacks[modal.user]
        self._stacks[modal.user] = [modal if one.id == modal.id else one for one in stack]
        self._bell.ring()
        return modal
