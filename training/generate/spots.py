"""The schedule of a broadcaster's document and its sums."""

from datetime import timedelta
from decimal import Decimal

from training.generate.identifiers import digits
from training.generate.notation import to_cents
from training.generate.sheet import Style
from training.generate.station import TABLE, Broadcast
from training.generate.words import Phrase, plain, tagged


def draw_spots(paper: Broadcast, y: float) -> float:
    """Draws the spots over as many pages as they need; returns the y below."""
    rng, draft, sheet = paper.rng, paper.draft, paper.draft.sheet
    heads = [
        "Line",
        "Ch",
        "Start Date",
        "End Date",
        "Description",
        "Time",
        "Days",
        "Length",
        "Spots",
        "Rate",
        "Amount",
    ]
    weights = [0.6, 0.8, 1.2, 1.2, 2.6, 1.6, 1.1, 0.8, 0.7, 1.3, 1.4]
    if paper.invoice and rng.random() < 0.6:
        heads = [
            "Line",
            "Channel",
            "Description",
            "Day",
            "Air Date",
            "Air Time",
            "Length",
            "Ad-ID",
            "Rate",
        ]
        weights = [0.6, 0.9, 2.4, 0.6, 1.2, 1.2, 0.8, 1.6, 1.3]
    edges = [draft.x0]
    for weight in weights:
        edges.append(edges[-1] + (draft.x1 - draft.x0) * weight / sum(weights))
    small: Style = draft.theme.style(0.75)
    rate_column = {"Rate", "Amount", "Spots"}

    def heading(y: float) -> float:
        for index, head in enumerate(heads):
            right = head in rate_column
            sheet.fitted(
                edges[index + 1] - 3 if right else edges[index] + 2,
                y,
                plain(head),
                small._replace(font=paper.bold.font),
                edges[index + 1] - edges[index] - 4,
                "right" if right else "left",
            )
        sheet.rule(draft.x0, y + 3, draft.x1, y + 3)
        return y + small.leading * 1.3

    y = heading(y)
    weekly = rng.random() < 0.4 and "Spots" in heads
    for number in range(1, rng.choice((3, 5, 8, 12, 20, 34, 50))):
        if y > draft.floor - 24:
            sheet.new_page()
            y = heading(60)
        spots = Decimal(rng.choice((1, 1, 2, 2, 3, 5)))
        rate = to_cents(
            Decimal(rng.choice((25, 50, 60, 125, 150, 200, 320, 380, 450, 850, 1200, 3500)))
        )
        if "Spots" not in heads:
            spots = Decimal(1)
        day = paper.start + timedelta(days=rng.randint(0, (paper.end - paper.start).days))
        show = rng.choice(TABLE["names"]["shows"])
        cells: dict[str, Phrase] = {
            "Line": plain(str(number)),
            "Ch": plain(paper.station[:4]),
            "Channel": plain(paper.station[:4]),
            "Start Date": paper.day(None, day),
            "End Date": paper.day(None, day),
            "Description": tagged("line.description", show),
            "Time": plain(rng.choice(("7-9a", "6p-630p", "11p-1135p", "M-F 7a-9a"))),
            "Days": plain(rng.choice(("MTWTF--", "-----S-", "--2----", "M-F"))),
            "Day": plain(rng.choice(("M", "Tu", "W", "Th", "F", "Sa"))),
            "Air Date": paper.day(None, day),
            "Air Time": plain(
                f"{rng.randint(1, 12)}:{rng.randint(10, 59)} {rng.choice(('AM', 'PM'))}"
            ),
            "Length": plain(rng.choice((":30", ":30", ":15", "1:00"))),
            "Ad-ID": plain(f"CEM{digits(rng, 5)}H"),
            "Spots": tagged("line.quantity", str(spots)),
            "Rate": paper.money(
                "line.net_amount" if "Amount" not in heads else "line.unit_price", rate
            ),
            "Amount": paper.money("line.net_amount", rate * spots),
        }
        for index, head in enumerate(heads):
            right = head in rate_column
            sheet.fitted(
                edges[index + 1] - 3 if right else edges[index] + 2,
                y,
                cells[head],
                small,
                edges[index + 1] - edges[index] - 4,
                "right" if right else "left",
            )
        y += small.leading * 1.15
        if weekly:
            sheet.text(
                draft.x0 + 14,
                y,
                plain("Week:")
                + paper.day(None, day)
                + plain(f"{rng.choice(('MTWTF--', '--2----'))} {spots}")
                + paper.money(None, rate),
                small,
            )
            y += small.leading * 1.15
        paper.gross += rate * spots
        truth = {"description": show, "net_amount": f"{rate * spots}"}
        if "Amount" in heads:
            truth |= {"quantity": str(spots), "unit_price": str(rate)}
        draft.lines.append(truth)
    sheet.rule(draft.x0, y - 4, draft.x1, y - 4)
    return y + 4


def draw_sums(paper: Broadcast, y: float) -> None:
    """Draws gross amount, commission and net."""
    rng, draft, sheet = paper.rng, paper.draft, paper.draft.sheet
    if y > draft.floor - 60:
        sheet.new_page()
        y = 70
    commission = to_cents(paper.gross * 15 / 100)
    rows = [(paper.words["gross"], paper.money("total_gross", paper.gross), True)]
    if paper.invoice or rng.random() < 0.5:
        rows.append((paper.words["commission"], paper.money(None, commission), False))
        rows.append(
            (
                paper.words["net"],
                # The agency keeps its commission of the gross: no prepayment that
                # EN 16931 would subtract, so this is not its amount due.
                paper.money(None, paper.gross - commission),
                True,
            )
        )
    spots = (paper.words["spots"], plain(str(len(draft.lines))), False)
    if rng.random() < 0.5:
        rows.insert(0, spots)
    if rng.random() < 0.3:
        step = (draft.x1 - draft.x0) / 5
        for index, (label, amount, _) in enumerate(rows):
            sheet.fitted(
                draft.x0 + (index + 1) * step, y, plain(label), paper.bold, step - 8, "right"
            )
            sheet.text(
                draft.x0 + (index + 1) * step, y + paper.text.leading, amount, paper.text, "right"
            )
        return
    x = draft.x0 + (draft.x1 - draft.x0) * rng.choice((0.5, 0.6, 0.3))
    for label, amount, strong in rows:
        sheet.fitted(x, y, plain(label), paper.bold if strong else paper.text, 130)
        sheet.text(x + 215, y, amount, paper.bold if strong else paper.text, "right")
        y += paper.text.leading * 1.2
