"""Test processes tell what tests did, and not three times of each that all went well.

What a report costs on its way is more than what most tests take.
"""

import pytest
from xdist.remote import WorkerInteractor


def tell_less(config: pytest.Config) -> None:
    """Keep to itself, in a test process, that a test could be prepared and tidied up after.

    Unless somebody wants to know how long that took.
    """
    if config.option.durations is not None or config.option.xmlpath:
        return
    plugins = config.pluginmanager
    for teller in [one for one in plugins.get_plugins() if isinstance(one, WorkerInteractor)]:
        plugins.unregister(teller)
        plugins.register(_of_what_matters(teller))


def _of_what_matters(teller: WorkerInteractor) -> WorkerInteractor:
    tell = teller.pytest_runtest_logreport

    def told(report: pytest.TestReport) -> None:
        if report.when == "call" or not report.passed:
            tell(report)

    teller.pytest_runtest_logreport = told
    return teller
