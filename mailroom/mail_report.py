"""A stored mail in a terminal, for somebody who has read a hundred today: what it is, who wants
what until when, what hangs on it, and why it waits.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from mailroom.report import OutcomeLine, as_words, outcome_list, outcome_text
from schemas.arrival import AttachmentSummary, MailboxState, MailSummary
from schemas.record import Reason
from tasks.plain_text import count_words


def print_mail(mail: MailSummary, reasons: Sequence[Reason]) -> None:
    """The mail, its attachments with their outcomes, and why it waits."""
    Console(highlight=False).print(_mail_view(mail, reasons))


def _mail_view(mail: MailSummary, reasons: Sequence[Reason]) -> RenderableType:
    headline = Text(mail.subject or "(no subject)", style="bold")
    headline.append("  ")
    headline.append_text(outcome_text(mail.outcome))
    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for label, value in _facts(mail):
        facts.add_row(label, Text(value))
    parts: list[RenderableType] = [headline, facts]
    if mail.attachments:
        parts += [Text(), Text(_count(mail.attachments), "bold"), _attachment_list(mail)]
    if reasons:
        parts += [Text(), Text("Why it waits" if mail.outcome == "needs_review" else "Why", "bold")]
        parts += [Text(f"  • {reason.message}", "yellow") for reason in reasons]
    return Group(*parts, Text())


def _facts(mail: MailSummary) -> Iterator[tuple[str, str]]:
    yield "From", mail.sender or "unknown"
    if mail.recipients:
        yield "To", mail.recipients
    if mail.sent_at:
        yield "Date", _moment(mail.sent_at)
    reply = "needs a reply" if mail.needs_reply else "needs no reply"
    urgency = f", {mail.urgency} urgency" if mail.urgency != "normal" else ""
    yield "About", f"{mail.category}{urgency}; {reply}"
    if mail.deadline_date or mail.deadline_text:
        day = f"{mail.deadline_date:%a %d.%m.%Y}" if mail.deadline_date else ""
        quoted = f"“{mail.deadline_text}”" if mail.deadline_text else ""
        yield "Until", "  ".join(filter(None, (day, quoted)))
    if mail.action:
        yield "To do", mail.action
    if mail.summary and mail.summary != mail.action:
        yield "In short", mail.summary
    if mail.thread_mails_n > 1:
        yield "Thread", f"{mail.thread_mails_n} mails: mailroom show '{mail.thread_id}'"
    yield "File", str(mail.path or mail.source)
    yield "Id", mail.document_id[:12]


def _count(attachments: Sequence[AttachmentSummary]) -> str:
    failed_n = sum(one.outcome == "failed" for one in attachments)
    number = count_words(len(attachments), "attachment")
    return number + (f", {failed_n} could not be read" if failed_n else "")


def _attachment_list(mail: MailSummary) -> Table:
    return outcome_list(
        OutcomeLine(
            one.outcome,
            one.name,
            "  ".join(filter(None, (as_words(one.doc_type), one.key_facts))),
            one.reason or "",
            f"mailroom show {one.document_id[:12]}",
        )
        for one in mail.attachments
    )


def print_thread(mails: Sequence[MailSummary]) -> None:
    """The mails of a thread, oldest first, one below the other."""
    console = Console(highlight=False)
    console.print(Text(f"{count_words(len(mails), 'mail')} in this thread", "bold"))
    console.print(
        outcome_list(
            OutcomeLine(
                mail.outcome,
                mail.subject or "(no subject)",
                f"{mail.sender}  {_moment(mail.sent_at) if mail.sent_at else ''}",
                mail.action or mail.summary or "",
                f"mailroom show {mail.document_id[:12]}",
            )
            for mail in mails
        )
    )


def mailbox_line(state: MailboxState) -> Text:
    """How a mailbox fares, in a line or two."""
    line = Text(f"  mailbox {state.mailbox.name}: ")
    if state.problem and not _is_of_single_mails(state):
        since = f" since {_moment(state.problem_since)}" if state.problem_since else ""
        line.append(f"no mail comes{since}", "red")
        line.append(f"\n  {state.problem}", "red")
        return line
    if state.checked_at is None:
        return line.append("not asked yet; it is fetched while the system runs", "yellow")
    line.append(
        f"asked {_moment(state.checked_at)}, {count_words(state.fetched_n, 'mail')} fetched"
    )
    if state.left_n:
        line.append(f", of these too large and left in the mailbox {state.left_n}", "yellow")
    if state.unsettled_n:
        line.append(f", {state.unsettled_n} not yet stored", "yellow")
    if state.problem:
        line.append(f"\n  {state.problem}", "red")
    return line


def _is_of_single_mails(state: MailboxState) -> bool:
    """Whether the mailbox was read since its problem is there."""
    checked_at, since = state.checked_at, state.problem_since
    return checked_at is not None and since is not None and checked_at >= since


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%a %d.%m.%Y %H:%M}"
