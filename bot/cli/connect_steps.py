"""What `kompas connect` says: the address, the secret, and what to do in the other system."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.sources.shape import Source, Verbatim


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new hook, as it is told to the one person who made it."""

    id: str
    url: str
    secret: str | None
    """None while the system's own secret is still to be brought."""
    steps: tuple[str, ...]
    mapping: tuple[str, ...] = ()
    """Where the system's fields stand, as lines."""


def told(
    source: Source,
    *,
    hook_id: str,
    url: str,
    secret: str | None,
    mapping: Sequence[str] = (),
) -> Made:
    """Fill in what the steps of a source leave open."""
    filled = (
        step
        if isinstance(step, Verbatim)
        else step.replace("{url}", url).replace("{secret}", secret or "")
        for step in source.clicks
    )
    steps = (*filled, *_bring(hook_id, secret))
    return Made(id=hook_id, url=url, secret=secret, steps=steps, mapping=tuple(mapping))


def lines(source: Source, made: Made) -> Iterator[str]:
    """Give what stands on the screen."""
    yield f"URL     {made.url}"
    if made.secret is not None:
        yield f"Secret  {made.secret}"
        yield "Keep the secret now: it is stored encrypted and is not shown again."
    yield ""
    yield f"{source.title}:"
    yield from _numbered(made.steps)
    if made.mapping:
        yield ""
        yield f"Mapping (kompas connect mapping {made.id} --field name=path changes it):"
    for line in made.mapping:
        yield f"    {line}"


def _numbered(steps: Sequence[str]) -> Iterator[str]:
    number = 0
    for step in steps:
        if isinstance(step, Verbatim):
            yield from step.splitlines()
        else:
            number += 1
            yield f"{number:>2}  {step}"


def _bring(hook_id: str, secret: str | None) -> tuple[str, ...]:
    if secret is not None:
        return ()
    return (f"Bring that secret here: kompas connect secret {hook_id}",)
