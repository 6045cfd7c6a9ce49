"""Writes all kept files anew: `python -m tests.golden`."""

import asyncio

from bot.charts import rendering
from tests.golden import kept, messages, pictures, png


async def main() -> None:
    """Draw everything and keep it."""
    answers = {f"{name}.json": kept.written(one) for name, one in messages.drawn().items()}
    specs = pictures.specs()
    kept.renew(kept.MESSAGES, answers)
    kept.renew(
        kept.PICTURES, {f"{name}.json": kept.written_spec(one) for name, one in specs.items()}
    )
    drawn = await rendering.pngs([specs[name] for name in pictures.DRAWN])
    for name, one in zip(pictures.DRAWN, drawn, strict=True):
        (kept.PICTURES / f"{name}.png").write_bytes(png.compressed(one))


if __name__ == "__main__":
    asyncio.run(main())
