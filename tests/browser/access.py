"""What anybody needs who does not see, point or read as most do: names, one id each, contrast."""

from pathlib import Path

from playwright.async_api import Page

_SIGHT = (Path(__file__).with_name("sight.js")).read_text(encoding="utf-8")
_TWICE = """() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""
_POINTED_AT = """() => ["aria-describedby", "aria-labelledby", "for"]
    .flatMap((name) => [...document.querySelectorAll(`[${name}]`)]
        .filter((element) => element.checkVisibility())
        .flatMap((element) => element.getAttribute(name).split(/\\s+/)))
    .filter((id) => id && !document.getElementById(id))"""
_NAMED = frozenset(
    {
        "button",
        "checkbox",
        "combobox",
        "dialog",
        "image",
        "link",
        "listbox",
        "menu",
        "menuitem",
        "radio",
        "searchbox",
        "spinbutton",
        "switch",
        "tab",
        "textbox",
    }
)


async def faults(page: Page) -> list[str]:
    """Give everything on the page that is nameless, not unique, dangling or too faint to read."""
    nameless = [f"nameless {role}" for role in await _nameless(page)]
    twice = [f"id twice: {id_}" for id_ in await page.evaluate(_TWICE)]
    dangling = [f"no such id: {id_}" for id_ in await page.evaluate(_POINTED_AT)]
    return [*nameless, *twice, *dangling, *await faint(page)]


async def faint(page: Page) -> list[str]:
    """Give the texts whose contrast is below 4.5, or 3 for large letters."""
    found: list[str] = await page.evaluate(_SIGHT)
    return found


async def _nameless(page: Page) -> list[str]:
    """Give the roles of what can be used but is not called anything, as chromium reckons names."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    await session.detach()
    return [
        node["role"]["value"]
        for node in tree["nodes"]
        if not node["ignored"]
        and node["role"]["value"] in _NAMED
        and not node.get("name", {}).get("value", "").strip()
    ]
