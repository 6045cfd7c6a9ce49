"""The templates letters are drawn with: HTML escapes by itself, and what is named must be there."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

ENVIRONMENT = Environment(
    loader=PackageLoader("bot.mail"),
    autoescape=select_autoescape(("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def drawn(template: str, **named: object) -> str:
    """Fill in a template."""
    return ENVIRONMENT.get_template(template).render(**named)
