import json

from aiohttp import web

from bot.web import answers


def test_a_refusal_says_why_in_json() -> None:
    refused = answers.refusal(web.HTTPNotFound, "There is no such hook.", wrong=[1])
    assert refused.status == 404
    assert refused.content_type == "application/json"
    assert json.loads(refused.text or "") == {"error": "There is no such hook.", "wrong": [1]}


def test_too_large_names_the_limit() -> None:
    refused = answers.too_large(10)
    assert refused.status == 413
    assert "10 bytes" in str(json.loads(refused.text or ""))


def test_unavailable_asks_for_another_try() -> None:
    answer = answers.unavailable("Later.")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
