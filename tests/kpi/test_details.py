from kpi import details


def test_ids_have_names_only_where_something_is_filed() -> None:
    extra = {"names": {"team": {"7": "Network"}, "subject": {"7": "x"}}}
    assert details.name_of(extra, "team", "7") == "Network"
    assert details.name_of(extra, "team", "8") == "8"
    assert details.name_of(extra, "subject", "7") == "7"
    assert details.name_of({"names": [1]}, "team", "7") == "7"
