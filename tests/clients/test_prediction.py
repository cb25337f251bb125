"""Every call of the vendor's prediction client, against the sandbox."""

import pytest
from dataikuapi import APINodeClient
from dataikuapi.utils import DataikuException

RECORD = {"weight_kg": 2, "distance_km": 100}


def test_a_record(answering):
    answer = answering.client.predict_record("cost", RECORD, context={"ticket": "T-1"})
    assert answer["result"] == {"prediction": 18, "ignored": False}
    assert answer["apiContext"] == {
        "serviceId": "parcel-eta", "endpointId": "cost", "serviceGeneration": "winter-1",
    }


def test_a_class_with_explanations(answering):
    answer = answering.client.predict_record(
        "delay", RECORD, with_explanations=True, explanation_method="ICE", n_explanations=1,
    )
    result = answer["result"]
    assert result["prediction"] == "late"
    assert sum(result["probas"].values()) == pytest.approx(1)
    assert list(result["explanations"]) == ["weight_kg"]


def test_records(answering):
    answer = answering.client.predict_records("cost", [{"features": RECORD}, {"features": {}}])
    assert [one["ignored"] for one in answer["results"]] == [False, True]


def test_dispatch(answering):
    mapping = {"entries": [{"generation": "winter-1", "proba": 0.5}, {"generation": "winter-2", "proba": 0.5}]}
    answering.admin.set_generations_mapping(mapping)
    forced = answering.client.predict_record("cost", RECORD, forced_generation="winter-2")
    assert (forced["result"]["prediction"], forced["apiContext"]["serviceGeneration"]) == (23, "winter-2")

    def by_key(key):
        answer = answering.client.predict_record("cost", RECORD, dispatch_key=key)
        return answer["apiContext"]["serviceGeneration"]

    assert by_key("customer-7") == by_key("customer-7")
    assert {by_key(f"customer-{n}") for n in range(40)} == {"winter-1", "winter-2"}
    many = answering.client.predict_records("cost", [{"features": RECORD}] * 3, forced_generation="winter-1")
    assert [one["prediction"] for one in many["results"]] == [18, 18, 18]


def test_calls_for_other_kinds_of_endpoint_say_that_this_is_none(answering):
    client = answering.client
    calls = [
        lambda: client.forecast("cost", [{"date": "2026-01-01", "target": 1}]),
        lambda: client.predict_effect("cost", RECORD),
        lambda: client.predict_effects("cost", [{"features": RECORD}]),
        lambda: client.sql_query("cost", {"city": "x"}),
        lambda: client.lookup_record("cost", {"id": 1}),
        lambda: client.lookup_records("cost", [{"data": {"id": 1}}]),
        lambda: client.run_function("cost", x=1),
        lambda: client.run_function("cost"),
    ]
    for call in calls:
        with pytest.raises(DataikuException, match="STD_PREDICTION, which does not answer this call"):
            call()


def test_refusals(node, answering):
    with pytest.raises(DataikuException, match="service none does not exist"):
        APINodeClient(node.uri, "none").predict_record("cost", RECORD)
    with pytest.raises(DataikuException, match="no endpoint none"):
        answering.client.predict_record("none", RECORD)
    with pytest.raises(DataikuException, match="feature weight_kg is not a number"):
        answering.client.predict_record("cost", {"weight_kg": "heavy", "distance_km": 1})
    answering.admin.disable()
    with pytest.raises(DataikuException, match="service parcel-eta is disabled"):
        answering.client.predict_record("cost", RECORD)
