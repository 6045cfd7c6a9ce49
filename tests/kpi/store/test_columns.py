from kpi.store.columns import new_id
from kpi.store.tables import Contact, Interaction
from tests.moments import NOW


def ticket(**columns: object) -> Interaction:
    told = {"workspace_id": "T0HOME", "id": new_id(NOW), "source": "standard", **columns}
    return Interaction(**told)  # type: ignore[arg-type]  # the types are those of the table


def test_a_row_begins_with_what_its_columns_begin_with_and_shares_none_of_it() -> None:
    one, other = ticket(external_id="T-1"), ticket(external_id="T-2", tags=["vpn"])
    one.extra["wish"] = "1"
    assert (one.subject, one.resolved_at, one.tags, one.extra) == ("", None, [], {"wish": "1"})
    assert (other.external_id, other.tags, other.extra) == ("T-2", ["vpn"], {})


def test_a_row_whose_column_changed_is_another() -> None:
    person = Contact(
        workspace_id="T0HOME", id=new_id(NOW), team_id="T1", user_id="U1", created_at=NOW
    )
    same = person.model_copy()
    assert same == person
    same.name = "J. Jansen"
    assert (same != person, person.name) == (True, "")
