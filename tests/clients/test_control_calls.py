"""Every public call of the control plane's own client is made by these tests. This one comes last: see `conftest.py`."""

from pathlib import Path

import pytest

import driven


def test_every_call_of_the_client_is_made(request):
    files = {path.name for path in Path(__file__).parent.glob("test_control*.py")}
    if not files <= {item.path.name for item in request.session.items}:
        pytest.skip("only some of the tests of the control plane were run")
    assert driven.all_calls() - driven.MADE == set()
