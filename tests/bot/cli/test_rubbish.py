import gc
from contextlib import suppress

from bot.cli import rubbish


def test_it_is_collected_again_afterwards_whatever_happened() -> None:
    assert gc.isenabled()
    with suppress(KeyboardInterrupt), rubbish.left_lying():
        assert not gc.isenabled()
        with rubbish.left_lying():
            pass
        assert not gc.isenabled()
        raise KeyboardInterrupt
    assert gc.isenabled()
