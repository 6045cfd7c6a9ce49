from bot.ticket_apis import markup
from tests.bot.ticket_apis.talks import note


def test_html_shows_what_was_written_and_does_nothing() -> None:
    assert markup.html(note(comment="<img src=x>\n& so on")) == (
        "<p>Gave 4 of 5.</p><blockquote>&lt;img src=x&gt;<br>&amp; so on</blockquote>"
    )
    assert markup.html(note(comment="")) == "<p>Gave 4 of 5.</p>"


def test_a_comment_cannot_leave_its_fence() -> None:
    assert markup.fenced(note(comment="@all ```` x")).endswith("`````text\n@all ```` x\n`````")
    assert markup.fenced(note(comment="")) == "Gave 4 of 5."


def test_a_comment_cannot_end_jira_s_plain_text() -> None:
    said = markup.unformatted(note(comment="{noformat}[~accountid:1]"))
    assert said == "Gave 4 of 5.\n\n{noformat}(noformat)[~accountid:1]{noformat}"
    assert markup.unformatted(note(comment="")) == "Gave 4 of 5."


def test_plain_text_is_paragraphs() -> None:
    assert markup.plain(note(comment="x")) == "Gave 4 of 5.\n\nx"
