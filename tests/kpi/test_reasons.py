from kpi.reasons import Reason


def test_every_reason_has_its_own_words() -> None:
    phrases = [one.phrase for one in Reason]
    assert len(set(phrases)) == len(Reason)
