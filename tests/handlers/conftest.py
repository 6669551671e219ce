"""Chats are not about the processes that read documents and pages."""

import pytest


@pytest.fixture(autouse=True)
def no_processes(parsers_at_hand: None) -> None: ...
