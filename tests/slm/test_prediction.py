"""What can be asked of a prediction."""

from schemas.prediction import Prediction


def test_the_likely_type_is_the_most_probable() -> None:
    asked = Prediction(doc_types={"invoice": 0.2, "order": 0.7, "mail": 0.1}, tags=(), salience=())
    assert asked.likely_type == "order"
    assert Prediction(doc_types={}, tags=(), salience=()).likely_type == "other"
