"""Schemathesis asks the API what its own description allows and forbids, and holds the responses against it."""

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.services import SERVICES

pytestmark = pytest.mark.model

PATHS = [*(f"/v1/{service.name}" for service in SERVICES), "/health"]
EXAMPLES = 25
"""Requests of a kind to each address: enough to reach every field, few enough for every run of the suite."""


@pytest.fixture(scope="module")
def schema(http_address):
    import schemathesis

    return schemathesis.openapi.from_url(f"{http_address}/openapi.json")


def test_every_address_is_described(schema):
    assert sorted(operation.ok().path for operation in schema.get_all_operations()) == sorted(PATHS)


@pytest.mark.parametrize(
    ("path", "kind"),
    [*((path, "positive") for path in PATHS), *((path, "negative") for path in PATHS if path != "/health")],
)
def test_requests_that_fit_are_answered_and_others_refused_as_described(schema, path, kind):
    from schemathesis import GenerationMode
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    operation = next(o.ok() for o in schema.get_all_operations() if o.ok().path == path)
    # What fits in form need not be a sum that can be done.
    excluded = [positive_data_acceptance] if path == "/v1/calculate" else []
    seen = set()

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy(GenerationMode(kind)))
    def ask(case):
        seen.add(case.call_and_validate(excluded_checks=excluded).status_code)

    ask()
    if kind == "negative":
        assert seen and all(400 <= status < 500 for status in seen)
    elif path == "/v1/calculate":
        assert seen <= {200, 422} and seen
    else:
        assert seen == {200}
