"""Words read elsewhere, one JSON object a document → a document like any other."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, FiniteFloat, ValidationError

from readers.layout import arrange_page
from schemas.document import SourceDocument
from schemas.errors import DamagedDocument, EmptyFile

MEDIA_TYPE = "application/x-mailroom-words"

#: JSON can escape half of a surrogate pair, which is no text: it becomes a question mark.
_Text = Annotated[str, AfterValidator(lambda text: text.encode(errors="replace").decode())]
_Length = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class _GivenWord(BaseModel):
    text: _Text
    box: tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat]


class _GivenPage(BaseModel):
    width: _Length
    height: _Length
    words: list[_GivenWord]


class _GivenDocument(BaseModel):
    id: Annotated[_Text, Field(min_length=1)]
    pages: list[_GivenPage]


def read_words(line: dict[str, Any]) -> SourceDocument:
    """Reads {"id", "pages": [{"width", "height", "words": [{"text", "box"}]}]}.

    Boxes are [x0, y0, x1, y1] in the page's own units; a text of several words is split.

    Raises:
        DamagedDocument: the object has another shape.
        EmptyFile: it has no pages.
    """
    try:
        given = _GivenDocument.model_validate(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the line"
        raise DamagedDocument(
            f"The words are not in the agreed form: {place}: {first['msg']}."
        ) from error
    if not given.pages:
        raise EmptyFile("The document has no pages.")
    pages = tuple(
        arrange_page(
            ((word.text, word.box, 1.0) for word in page.words), page.width, page.height, "given"
        )
        for page in given.pages
    )
    return SourceDocument(document_id=given.id, source=given.id, media_type=MEDIA_TYPE, pages=pages)
