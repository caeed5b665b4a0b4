// The words of a sentence: a field in its place, kept by the browser at once and by the service soon; and where to cut.

import { command } from "./commands.js";
import { cell, facts, inDispute, part, put, say, send, withRow } from "./mend.js";
import { here } from "./table.js";
import { still, table } from "./rows.js";

const said = document.getElementById("said");

// While the page loads, the browser itself moves the focus to #r23: that leaves no field.
let settled = document.readyState === "complete";
addEventListener("load", () =>
  setTimeout(() => {
    settled = true;
    field?.area.focus({ preventScroll: true });
  }, 60),
);

// Words: a field in place of the sentence. What is typed is kept by the browser at once, and by the service soon.
const PAUSE = 1200;
let field = null;

const draftOf = (segment) => `draft:${segment}`;

function opened(chosen, mode, at) {
  const box = document.createElement("span");
  box.className = `editor ${mode}`;
  const area = document.createElement("textarea");
  const words = chosen.textContent;
  area.value = mode === "edit" ? localStorage.getItem(draftOf(chosen.dataset.seg)) || words : words;
  area.lang = chosen.closest(".cell").lang;
  area.rows = 1;
  area.maxLength = 20000;
  area.setAttribute("aria-label", said.dataset[mode]);
  const hint = document.createElement("small");
  hint.className = "quiet";
  hint.lang = document.documentElement.lang;
  hint.textContent = said.dataset[`${mode}Hint`];
  box.append(area, hint);
  if (mode === "edit" && chosen.dataset.original) {
    const was = document.createElement("small");
    was.className = "quiet original";
    was.textContent = chosen.dataset.original;
    box.append(was);
  }
  chosen.hidden = true;
  chosen.after(box);
  field = { box, area, chosen, mode, words, segment: chosen.dataset.seg, version: Number(chosen.dataset.version), sent: words, revision: 0, timer: 0, answer: null };
  area.focus({ preventScroll: true });
  area.setSelectionRange(at ?? area.value.length, at ?? area.value.length);
  fit(area);
  box.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function fit(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}

async function save(open, apply) {
  const text = open.area.value.trim();
  clearTimeout(open.timer);
  if (text === open.sent || !text) return null;
  const before = open.sent;
  open.sent = text;
  const wanted = () => ({ segment: Number(open.segment), text, version: open.version, going_on: open.revision || undefined });
  const answer = await send("words", wanted, { apply, segment: open.segment });
  if (!answer || answer.failed) {
    open.sent = before;
    if (answer?.failed === 409 && field === open) field = null; // the row was put in anew, without the field
    return answer;
  }
  localStorage.removeItem(draftOf(open.segment));
  open.revision = answer.revision || open.revision;
  open.version = answer.revision || open.version;
  open.answer = answer;
  return answer;
}

/**
 * Close the field; with `keep` what stands in it is saved, else everything is as it was before it was opened. With
 * `left` the focus is elsewhere already, and stays there.
 */
async function close(keep, left = false) {
  const open = field;
  if (!open) return;
  field = null;
  clearTimeout(open.timer);
  if (!keep) {
    open.area.value = open.words;
    localStorage.removeItem(draftOf(open.segment));
  }
  const row = open.chosen.closest(".row");
  const failed = open.mode === "edit" && (await save(open, false))?.failed;
  if (failed === 409) return; // the words stay in the browser, and the row shows the other's
  if (failed === 404) document.dispatchEvent(new CustomEvent("conflict", { detail: { mine: open.area.value, facts: { segment: open.segment } }, cancelable: true }));
  still(() => {
    open.box.remove();
    open.chosen.hidden = false;
  }, here());
  if (!left) getSelection().removeAllRanges();
  if (open.answer) await put(open.answer, open.segment, left ? { from: -1 } : {});
  else if (row.isConnected && !left) open.chosen.focus({ preventScroll: true });
}

table.addEventListener("input", (event) => {
  if (!field || event.target !== field.area) return;
  fit(field.area);
  localStorage.setItem(draftOf(field.segment), field.area.value);
  clearTimeout(field.timer);
  const open = field;
  field.timer = setTimeout(() => open === field && !open.composing && void save(open, false), PAUSE);
});
table.addEventListener("beforeinput", (event) => {
  if (field?.mode === "cut" && event.target === field.area) event.preventDefault();
});
for (const name of ["compositionstart", "compositionend"])
  table.addEventListener(name, () => field && (field.composing = name === "compositionstart"));
table.addEventListener("keydown", (event) => {
  if (!field || event.target !== field.area || event.isComposing || event.keyCode === 229) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    void close(false);
  } else if (event.key === "Enter") {
    event.preventDefault();
    event.stopPropagation();
    if (field.mode === "cut") cut();
    else void close(true);
  }
});
table.addEventListener("focusout", (event) => {
  if (!field || !settled || event.target !== field.area) return;
  const open = field;
  setTimeout(() => field === open && !open.composing && document.hasFocus() && document.activeElement !== open.area && void close(open.mode === "edit", !document.activeElement?.matches("body")));
});
addEventListener("pagehide", () => field && localStorage.setItem(draftOf(field.segment), field.area.value));

function cut() {
  const { segment, area, chosen } = field;
  const offset = area.selectionStart;
  const row = chosen.closest(".row");
  field.box.remove();
  chosen.hidden = false;
  field = null;
  getSelection().removeAllRanges();
  chosen.focus({ preventScroll: true });
  void send("split", () => ({ row: Number(row.dataset.row), version: Number(row.dataset.version), segment: Number(segment), offset }), { segment });
}

/** Where the last click stands within a sentence, or with `word` where the word begins that it chose; else nothing. */
function caret(chosen, word = false) {
  const selection = getSelection();
  if (!selection.rangeCount || (!word && !selection.isCollapsed)) return null;
  const { startContainer, startOffset } = selection.getRangeAt(0);
  if (!chosen.contains(startContainer)) return null;
  const range = document.createRange();
  range.selectNodeContents(chosen);
  range.setEnd(startContainer, startOffset);
  return range.toString().length;
}

/** A good place to begin with: behind the clause nearest to the middle. */
function middle(text) {
  const ends = Array.from(text.matchAll(/[,;:.!?，；：。！？、]\s*/g), (match) => match.index + match[0].length);
  const inside = ends.filter((end) => end < text.length);
  return inside.sort((one, other) => Math.abs(one - text.length / 2) - Math.abs(other - text.length / 2))[0] ?? Math.floor(text.length / 2);
}

command("segment.edit", withRow((row) => {
  const chosen = part() || cell()?.querySelector(".seg") || row.querySelector(".seg");
  if (chosen) opened(chosen, "edit", caret(chosen) ?? undefined);
}));
command("row.split", withRow((row) => {
  const chosen = part() || cell()?.querySelector(".seg") || row.querySelector(".seg");
  if (!chosen) return undefined;
  const found = caret(chosen);
  const at = found && found < chosen.textContent.length ? found : null;
  const first = chosen.parentElement.querySelector(".seg") === chosen;
  if (at === null && !first) return send("split", facts({ segment: Number(chosen.dataset.seg) }), { segment: chosen.dataset.seg });
  return opened(chosen, "cut", at || middle(chosen.textContent));
}));
// Between the two clicks the row may be drawn anew, or move: what counts is where the first one was.
let clicked = "";
table.addEventListener("mousedown", (event) => {
  if (event.detail === 1) clicked = event.target.closest(".seg")?.dataset.seg || "";
});
table.addEventListener("dblclick", async (event) => {
  const segment = clicked;
  if (!segment || !table.dataset.edit || event.target.closest("textarea")) return;
  if (field) await close(field.mode === "edit", true);
  const chosen = table.querySelector(`.seg[data-seg="${segment}"]`);
  if (!chosen || chosen.hidden) return;
  const at = caret(chosen, true) ?? undefined;
  getSelection().removeAllRanges();
  opened(chosen, "edit", at);
});

// Words that were typed and never saved come back.
function recall(row) {
  if (field || inDispute() || !table.dataset.edit) return;
  for (const chosen of row.querySelectorAll(".seg")) {
    const draft = localStorage.getItem(draftOf(chosen.dataset.seg));
    if (draft === chosen.textContent) localStorage.removeItem(draftOf(chosen.dataset.seg));
    else if (draft) {
      opened(chosen, "edit");
      say(said.dataset.draft);
      return;
    }
  }
}

table.addEventListener("focusrow", (event) => recall(event.detail));
if (here()) recall(here());
