"""The templates the page is drawn with: always escaping, strict about what is named."""

from jinja2 import Environment, PackageLoader, StrictUndefined

ENVIRONMENT = Environment(
    loader=PackageLoader("bot.sandbox.page"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def drawn(template: str, **named: object) -> str:
    """Fill in a template."""
    return ENVIRONMENT.get_template(template).render(**named)
