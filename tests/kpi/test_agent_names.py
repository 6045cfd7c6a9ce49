"""What agents are called."""

from kpi.agent_names import called
from tests.each import each


@each(
    ("filed", "name"),
    [
        ("anna.de.vries@acme.nl", "Anna de Vries"),
        ("a.devries@example.com", "A. Devries"),
        ("de_boer-jan@support.acme.co.uk", "De Boer Jan"),
        ("J.VanDijk+desk@acme.nl", "J. VanDijk"),
        ("ANNA.DE.VRIES@ACME.NL", "Anna de Vries"),
        *((same, same) for same in ("", "Anna", "anna@acme.nl", "agent.7@acme.nl", "T. Okafor")),
        *((same, same) for same in ("a.b", "@anna.b", "a.b@acme", "first.@acme.nl", "a.b@c.d e")),
    ],
)
def test_an_address_is_read_as_a_name_where_it_is_made_of_one(filed: str, name: str) -> None:
    assert called(filed) == name
