from bot.blocks import Message, charts, kit
from bot.mail import rendered
from bot.wording import voice
from tests.bot.blocks.summaries import summary

EN = voice("en")


def test_slacks_markup_becomes_html_and_what_people_wrote_stays_words() -> None:
    text = "*Bold* &lt;script&gt; &amp; <#C1|weekly>\nnext"
    (piece,) = rendered.pieces(Message("", [kit.section(text)]), {})
    assert piece.html == "<strong>Bold</strong> &lt;script&gt; &amp; weekly<br>next"


def test_quotes_and_links_are_escaped() -> None:
    said = kit.rich_text(
        kit.rich_line([kit.words("2 of 5", bold=True), kit.link("VPN", 'https://x.example/?a="b')]),
        kit.rich_quote("<b>no</b>"),
    )
    origin, quote = rendered.pieces(Message("", [said]), {})
    assert origin.html == '<strong>2 of 5</strong><a href="https://x.example/?a=&quot;b">VPN</a>'
    assert (quote.kind, quote.html) == ("quote", "&lt;b&gt;no&lt;/b&gt;")


def test_a_chart_is_a_picture_or_its_numbers() -> None:
    chart = charts.trend(EN, summary())
    assert chart is not None
    message = Message("", [chart.block, kit.table([["Team", "CSAT"]])], (chart,))
    drawn, table = rendered.pieces(message, {0: "chart0"})
    assert (drawn.kind, drawn.cid, drawn.alt) == ("picture", "chart0", chart.alt)
    assert table.rows == [["Team", "CSAT"]]
    told, _ = rendered.pieces(message, {})
    assert told.kind == "quiet"
    assert "81\xa0%" in told.html


def test_plain_text_reads_as_it_was_meant() -> None:
    assert rendered.plain(Message("a &lt; b in <#C1>")) == "a < b in "
