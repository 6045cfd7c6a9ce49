from slack_sdk.signature import SignatureVerifier

from bot.sandbox import signing


def test_the_client_library_agrees_with_the_signature() -> None:
    proof = signing.headers("secret", timestamp=1531420618, body=b"token=x&text=caf%C3%A9")

    expected = SignatureVerifier("secret").generate_signature(
        timestamp="1531420618", body=b"token=x&text=caf%C3%A9"
    )
    assert proof == {
        "X-Slack-Request-Timestamp": "1531420618",
        "X-Slack-Signature": expected,
    }
