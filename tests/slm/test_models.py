"""How the models share the machine."""

import pytest

from slm.models import share_threads


@pytest.mark.parametrize(
    ("threads_n", "at_once_n", "each_n"), [(2, 2, 1), (2, 1, 2), (8, 3, 2), (2, 8, 1), (4, 0, 4)]
)
def test_documents_that_are_read_at_once_share_the_threads(
    threads_n: int, at_once_n: int, each_n: int
) -> None:
    assert share_threads(threads_n, at_once_n) == each_n
