from kpi import tokens, word_patterns
from kpi.word_index import Index


def caught(line: str, text: str, language: str = "en") -> list[str]:
    words = tokens.of(text)
    index = Index.of([word_patterns.read(line, language, "theme")], language)
    return [" ".join(words[one.first : one.last + 1]) for one in index.occurrences(words)]


CATCHES = [
    ("slow", "Slow, slowly, sloooow", ["slow", "sloooow"]),
    ("slow*", "so slowly", ["slowly"]),
    ("*snel", "supersnel en sneller", ["supersnel"]),
    ("*prijs*", "inkoopprijzen? de prijs!", ["prijs"]),
    ("on hold", "on hold, hold on", ["on hold"]),
    ("took .. time", "took a lot of time", ["took a lot of time"]),
    ("took .. time", "took it all for some time", []),
    ("took .. time", "took it. Next time", []),
    ("# week*", "3 weeks, two weeks, 3weeks, weeks", ["3 weeks", "two weeks", "3 weeks"]),
    ("good|nice person", "a nice person, a good one", ["nice person"]),
    ("not .. solved", "isn't really solved, never solved", ["isnt really solved", "never solved"]),
    ("wi-fi", "my Wi-Fi", ["wi fi"]),
    ("didn't work", "it DIDN\u2019T work", ["didnt work"]),
    ("traag", "tráág", ["traag"]),
]


def test_lines_catch_what_they_say_and_nothing_else() -> None:
    for line, text, expected in CATCHES:
        assert caught(line, text) == expected, line


def test_a_denial_is_that_of_the_language() -> None:
    assert caught("niet .. opgelost", "nooit opgelost", "nl") == ["nooit opgelost"]
    assert caught("niet .. opgelost", "never opgelost", "nl") == []
    assert caught("not .. solved", "nooit solved", "nl") == []


def test_a_word_that_was_met_before_is_caught_again() -> None:
    index = Index.of([word_patterns.read("slow*", "en", "theme")], "en")
    words = tokens.of("Slowly. Not slowly")
    assert [len(list(index.occurrences(words))) for _ in range(2)] == [2, 2]
