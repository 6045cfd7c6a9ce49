from kpi import service_meanings


def test_what_is_chosen_stands_in_the_sentence() -> None:
    assert (
        "calendar time; the mean counts" in service_meanings.of_response("calendar", "mean")["en"]
    )
    art = service_meanings.of_resolution("office", "mean", first=True, minus_waiting=True)
    assert "first resolution" in art["en"]
    assert "zonder de tijd dat er op de klant werd gewacht" in art["nl"]
    fcr = service_meanings.of_first_contact(1, net=True, of_received=True)
    assert "1 day after the first resolution; what the first line cannot" in fcr["en"]
    assert "wat binnenkwam" in fcr["nl"]
    assert "yes or no" in service_meanings.OF_CUSTOMERS["en"]
