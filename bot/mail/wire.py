"""A letter as it goes over the wire: lines that any mail server takes, links left whole."""

from email.message import EmailMessage
from email.policy import EmailPolicy

from typing_extensions import override

VERBATIM = frozenset({"in-reply-to", "list-unsubscribe", "references"})
"""Headers of ids and links. Python would encode a long one to fold it, and nobody undoes that."""


class _Folding(EmailPolicy):
    """Folds other headers, since no encoded word in them may be longer than 75 letters."""

    @override
    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in VERBATIM:
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Folding(linesep="\r\n")


def content(message: EmailMessage) -> bytes:
    """Give the bytes of a letter. Raises ValueError for a header that cannot be written."""
    return message.as_bytes(policy=_POLICY)
