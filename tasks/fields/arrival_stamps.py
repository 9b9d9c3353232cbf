"""What a clerk has stamped on a paper when it came in is nothing that the paper says.

"12 NOV. 2026" below "EINGEGANGEN" may lie in an item's row, or beside the date of issue.
"""

from schemas.document import Page
from schemas.prediction import WordTag
from tasks.values.came_in import find_stamped
from tasks.values.page_by_page import page_by_page

_SURE = 0.95


@page_by_page
def clear_stamps(page: Page, tags: list[WordTag], doc_type: str) -> list[WordTag]:
    """The tags without the words of a stamp of receipt and the day in it.

    Nobody stamps a receipt so: what looks alike there is its title, and its own day.
    """
    if doc_type == "receipt":
        return tags
    for index in find_stamped(page):
        tags[index] = WordTag.outside(_SURE)
    return tags
