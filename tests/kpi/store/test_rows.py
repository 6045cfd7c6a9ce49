import subprocess
import sys

from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.tables import Contact
from tests.moments import NOW


def contact() -> Contact:
    return Contact(
        workspace_id="T0HOME", id=new_id(NOW), team_id="T0HOME", user_id="U1", created_at=NOW
    )


def test_a_made_row_is_like_one_that_was_constructed() -> None:
    built = contact()
    (values,) = rows.values([built])
    made = rows.made(Contact, values)
    assert made == built
    assert made.model_dump() == built.model_dump()


def test_a_made_row_can_be_changed_and_copied() -> None:
    made = rows.made(Contact, rows.values([contact()])[0])
    made.name = "J. Jansen"
    assert made.model_copy(update={"language": "nl"}).name == "J. Jansen"
    assert rows.values([made])[0]["name"] == "J. Jansen"


def test_a_condition_asks_for_what_is_given_of_a_row() -> None:
    condition = rows.as_given(rows.table(Contact), "team_id", "user_id")
    assert rows.given(contact(), "team_id", "user_id") == {
        "given_team_id": "T0HOME",
        "given_user_id": "U1",
    }
    assert set(condition.compile().params) == {"given_team_id", "given_user_id"}


def test_a_row_can_be_made_before_any_model_was_constructed() -> None:
    code = (
        "from kpi.store import rows; from kpi.store.tables import Address;"
        "print(rows.made(Address, {'email': 'j.jansen@example.com'}).email)"
    )
    ran = subprocess.run(  # noqa: S603 - our own code, in an interpreter that knows nothing yet
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ran.stdout == "j.jansen@example.com\n", ran.stderr
