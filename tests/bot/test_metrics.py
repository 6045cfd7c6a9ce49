from bot.metrics import Metrics


def test_counts_appear_in_the_text() -> None:
    metrics = Metrics()
    metrics.taps.labels(verdict="counted").inc()
    metrics.watch_writer(lambda: 7)
    text = metrics.text().decode()
    assert 'kompas_taps_total{verdict="counted"} 1.0' in text
    assert "kompas_writer_queue 7.0" in text


def test_two_applications_count_apart() -> None:
    first, second = Metrics(), Metrics()
    first.deliveries.labels(state="sent").inc()
    assert b'state="sent"' not in second.text()
