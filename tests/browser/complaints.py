"""What goes wrong on a page without anybody noticing: each of these fails the test."""

from playwright.async_api import ConsoleMessage, Error, Page, Request, Response

LOUD = frozenset({"error", "warning", "assert"})
"""Refusals by the page's own content security policy are among the errors."""


def of(page: Page) -> list[str]:
    """Give a list that fills with what the page complains of from now on."""
    heard: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type in LOUD:
            heard.append(f"console {message.type}: {message.text}")

    def error(found: Error) -> None:
        heard.append(f"uncaught: {found.stack or found.message}")

    def failed(request: Request) -> None:
        # The page itself breaks off its live stream, and reading what is out of date.
        if request.failure != "net::ERR_ABORTED":
            heard.append(f"{request.method} {request.url}: {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            heard.append(f"{response.request.method} {response.url}: {response.status}")

    page.on("console", console)
    page.on("pageerror", error)
    page.on("requestfailed", failed)
    page.on("response", answered)
    return heard
