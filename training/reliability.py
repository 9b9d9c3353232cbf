"""How well stated confidences agree with what is right: the error, the bins, the plot."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

BINS_N = 15
#: (stated confidence, whether the value is right)
Pair = tuple[float, bool]
#: Below this many values a field's error is mostly chance and is not stated.
LEAST_VALUES_N = 60
PANELS = ("all fields", "total_gross", "issue_date", "invoice_number", "seller_name", "receipts")


def equal_mass_bins(pairs: Sequence[Pair]) -> list[tuple[float, float, int]]:
    """(mean stated, share right, values) of 15 bins with equally many values each."""
    ranked = sorted(pairs, key=lambda pair: pair[0])
    bins = []
    for number in range(BINS_N):
        part = ranked[number * len(ranked) // BINS_N : (number + 1) * len(ranked) // BINS_N]
        if part:
            stated = sum(sure for sure, _ in part) / len(part)
            bins.append((stated, sum(right for _, right in part) / len(part), len(part)))
    return bins


def calibration_error(pairs: Sequence[Pair]) -> float:
    """Expected calibration error over equal-mass bins, 0–1."""
    bins = equal_mass_bins(pairs)
    return round(sum(n * abs(stated - right) for stated, right, n in bins) / max(1, len(pairs)), 4)


def errors_by(pairs: Sequence[tuple[str, Pair]]) -> dict[str, float]:
    """Name → calibration error, where there are values enough to say."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for name, pair in pairs:
        groups[name].append(pair)
    return {
        name: calibration_error(members)
        for name, members in sorted(groups.items())
        if len(members) >= LEAST_VALUES_N
    }


def plot_reliability(groups: Mapping[str, Sequence[Pair]], path: Path) -> None:
    """Draws a panel per group as SVG; the same figures give the same file."""
    # Only the training environment draws; the figures are counted without it.
    import matplotlib as mpl
    from matplotlib.figure import Figure

    chosen = [name for name in PANELS if groups.get(name)]
    columns_n = 3
    rows_n = -(-len(chosen) // columns_n)
    with mpl.rc_context({"svg.hashsalt": "reliability", "svg.fonttype": "none", "font.size": 8}):
        figure = Figure(figsize=(7.5, 2.6 * rows_n), layout="constrained")
        for place, name in enumerate(chosen, start=1):
            bins = equal_mass_bins(groups[name])
            axes = figure.add_subplot(rows_n, columns_n, place)
            axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
            axes.plot([s for s, _, _ in bins], [r for _, r, _ in bins], "o-", markersize=3)
            error = calibration_error(groups[name])
            axes.set_title(f"{name} ({len(groups[name])} values, error {error:.3f})", fontsize=7)
            axes.set(xlim=(0, 1.02), ylim=(0, 1.02), xlabel="stated", ylabel="right")
        figure.savefig(path, format="svg", metadata={"Date": None})
