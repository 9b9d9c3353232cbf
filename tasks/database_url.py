"""What a database URL says, or why it is none: with advice, and never a password in it."""

import re

from sqlalchemy import URL, exc, make_url

from schemas.errors import SettingsError

#: Where the URL comes from that the settings have.
SETTING = "MAILROOM_DATABASE_URL"
URL_ADVICE = "Give one as in .env.example, or leave it empty."
ENCODE_ADVICE = (
    "Give one as in .env.example. In user and password write signs percent-encoded: @ : / ? # % "
    "and a space as %40 %3A %2F %3F %23 %25 %20."
)
#: What a URL has before its query: the end of a login, or a slash.
_PLACE = re.compile("[@/]")
#: No name in a query has an @.
_AT_IN_NAME = re.compile("(?:^|&)[^=&]*@")


def parse_url(url: str, named: str = SETTING) -> URL:
    """A database URL in its parts.

    Raises:
        SettingsError: it cannot be understood, or a sign in its password ends the password. What
            is behind its slashes, where that stands, is never quoted.
    """
    before, query = _cut_query(url)
    try:
        # SQLAlchemy takes an @ in a query for the end of a password, where there is none.
        parts = make_url(before).update_query_string(query) if query else make_url(url)
    except (exc.ArgumentError, ValueError):  # ValueError: of a port that is no number
        raise bad_url(named, "it is none, or its port is no number", ENCODE_ADVICE) from None
    # One in the user's name, which ends at the first colon, is no riddle: Azure's have one.
    after_user = before.partition("://")[2].partition(":")[2]
    if parts.get_backend_name() != "sqlite" and after_user.count("@") > 1:
        raise bad_url(named, "it has more than one @ behind the user", ENCODE_ADVICE)
    return parts


def _cut_query(url: str) -> tuple[str, str]:
    """A URL and its query; all of it and "" where the question mark is rather of a password."""
    before, _, query = url.partition("?")
    is_whole = _PLACE.search(before.partition("://")[2]) and not _AT_IN_NAME.search(query)
    return (before, query) if is_whole else (url, "")


def bad_url(named: str, why: str, advice: str = URL_ADVICE) -> SettingsError:
    """The error of a URL that cannot be understood."""
    return SettingsError(f"{named} is not a database URL that Mailroom knows: {why}", advice=advice)
