// Mending rows: every edit goes to the service at once and comes back as rows; undo and redo are the service's.

import { command } from "./commands.js";
import { focus, here, jump } from "./table.js";
import { byId, rowOf, table, take } from "./rows.js";

const said = document.getElementById("said");
const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-Form-Token"];
let lang = "";
let queue = Promise.resolve();
let fading = 0;
let disputed = ""; // the sentence whose words wait for a choice: no field opens with them meanwhile

/** Tell what was done, or why not. */
export function say(text, problem = false) {
  clearTimeout(fading);
  said.textContent = text;
  said.classList.toggle("problem", problem);
  said.classList.toggle("shown", Boolean(text));
  if (text) fading = setTimeout(() => said.classList.remove("shown"), problem ? 9000 : 3500);
}

/** Make an edit, after those before it; `facts` are asked for when its turn comes. Gives the answer, or nothing. */
export function send(verb, facts = () => ({}), options = {}) {
  queue = queue.then(() => post(verb, facts(), options)).catch((error) => {
    if (!(error instanceof TypeError && /fetch/i.test(error.message))) reportError(error);
    say(said.dataset.lost, true);
    return null;
  });
  return queue;
}

async function post(verb, facts, { apply = true, segment = "" }) {
  if (!facts || !table.dataset.edit) return null;
  const answer = await fetch(table.dataset.edit, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Form-Token": token, "HX-Request": "true" },
    body: JSON.stringify({ verb, ...facts }),
  });
  const body = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : { detail: said.dataset.lost };
  if (answer.ok) {
    if (apply) await put(body, segment);
    return body;
  }
  if (answer.status === 409) await conflict(body, verb, facts);
  else say([body.detail, body.hint].filter(Boolean).join(" "), true);
  return { ...body, failed: answer.status };
}

/** Show what an answer changed, and go on where the sentence, or else the row, is now. */
async function put(body, segment) {
  const row = here()?.dataset.row;
  stack(body);
  if (body.whole) {
    const number = body.focus || 1;
    history.replaceState(null, "", `#r${number}`);
    location.reload();
    return;
  }
  await take(body.edits, body.rows, body.order);
  const outline = document.getElementById("outline");
  if (outline && body.outline) outline.innerHTML = body.outline;
  const moved = segment ? table.querySelector(`.seg[data-seg="${segment}"]`) : null;
  const next = moved?.closest(".row") || byId(row) || rowOf(body.focus);
  if (next && body.revision) {
    focus(next);
    (moved || next).focus({ preventScroll: true });
  }
  if (body.said) say(body.said[0].toLocaleUpperCase() + body.said.slice(1));
  document.dispatchEvent(new CustomEvent("mended", { detail: body }));
}

function stack(body) {
  for (const name of ["undo", "redo"]) {
    const button = document.querySelector(`.stack [data-command="${name}"]`);
    if (!button || !body.stack) continue;
    button.disabled = !body.stack[name];
    button.title = body.stack[name];
  }
  if (!body.figures) return;
  document.getElementById("figures").outerHTML = body.figures;
  const confirmed = document.querySelector("#figures .done");
  for (const shown of document.querySelectorAll("#gaps, .stack [data-command=resume]")) shown.hidden = !confirmed;
}

/**
 * Somebody else was quicker. Whoever listens to "conflict" and prevents the default shows the choice; `keep` sends
 * what this person wrote once more, over the other's. Else the other's words are shown, and these stay in the field.
 */
async function conflict(body, verb, facts) {
  disputed = String(facts.segment ?? "");
  const keep = () => send(verb, () => ({ ...facts, version: undefined }), { segment: facts.segment });
  if (body.rows) await take([], body.rows);
  const event = new CustomEvent("conflict", { cancelable: true, detail: { ...body, verb, facts, keep } });
  if (!document.dispatchEvent(event)) return;
  say([body.detail, body.who ? `(${body.who})` : "", body.theirs || ""].filter(Boolean).join(" "), true);
}

// Where an edit is to happen: the sentence in focus, or the cell that was touched last.
table.addEventListener("focusin", (event) => {
  const cell = event.target.closest(".cell");
  if (cell) lang = cell.dataset.lang;
});
table.addEventListener("pointerdown", (event) => {
  const cell = event.target.closest(".cell");
  if (cell) lang = cell.dataset.lang;
});

const part = () => {
  const found = document.activeElement?.closest(".seg");
  return found && found.closest(".row") === here() ? found : null;
};

function cell() {
  const own = document.activeElement?.closest(".cell");
  if (own && own.closest(".row") === here()) return own;
  return lang && here() ? here().querySelector(`.cell[data-lang="${lang}"]`) : null;
}

const facts = (more = {}) => () => {
  const row = here();
  return row && { row: Number(row.dataset.row), version: Number(row.dataset.version), ...more };
};

function withRow(deed) {
  return () => {
    if (!table.dataset.edit) return false;
    if (!here()?.isConnected) return say(said.dataset.row, true);
    return void deed(here());
  };
}

function withCell(deed) {
  return withRow((row) => {
    const chosen = cell();
    if (!chosen) return say(said.dataset.cell, true);
    return deed(row, chosen);
  });
}

command("row.merge", withRow(() => send("merge", facts(), { segment: part()?.dataset.seg })));
command("row.merge-before", withRow(async (row) => {
  const before = rowOf(Number(row.id.slice(1)) - 1);
  if (!before) return say(said.dataset.above, true);
  const segment = part()?.dataset.seg;
  return send("merge", () => ({ row: Number(before.dataset.row), version: Number(before.dataset.version) }), { segment });
}));
command("row.confirm", withRow(async (row) => {
  const confirmed = !row.classList.contains("confirmed");
  const answer = await send("confirm", facts({ confirmed }));
  if (answer && !answer.failed && confirmed) await jump("unconfirmed", 1);
}));
command("row.confirm-before", withRow(() => send("confirm", facts({ before: true }))));
command("row.bookmark", withRow((row) => send("bookmark", facts({ bookmark: !row.classList.contains("bookmarked") }))));

const move = (by) =>
  withCell((row, chosen) => {
    const parts = Array.from(chosen.querySelectorAll(".seg"));
    const at = parts.indexOf(part());
    const count = at < 0 ? 1 : by > 0 ? parts.length - at : at + 1;
    const segment = (at < 0 ? parts.at(by > 0 ? -1 : 0) : parts[at])?.dataset.seg;
    return send("move", facts({ lang: chosen.dataset.lang, by, count }), { segment });
  });
command("segment.down", move(1));
command("segment.up", move(-1));
const shift = (by) =>
  withCell((row, chosen) => send("shift", facts({ lang: chosen.dataset.lang, by }), { segment: part()?.dataset.seg }));
command("shift.down", shift(1));
command("shift.up", shift(-1));
command("cell.swap", withCell((row, chosen) => send("swap", facts({ lang: chosen.dataset.lang }), { segment: part()?.dataset.seg })));
command("undo", () => void send("undo", () => ({})));
command("redo", () => void send("redo", () => ({})));
command("gaps", () => {
  const form = document.getElementById("gaps");
  if (form && !form.hidden) form.requestSubmit();
});

// Halves of a row: the first is chosen, the second marks both.
let half = null;
command("row.moved", withRow((row) => {
  if (row.dataset.moved && !half) return send("moved", facts({ other: null }));
  const first = half;
  half = null;
  byId(first)?.classList.remove("half");
  if (first === row.dataset.row) return say("");
  if (first) return send("moved", facts({ other: Number(first) }));
  half = row.dataset.row;
  row.classList.add("half");
  return say(said.dataset.half);
}));

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

/** Close the field; with `keep` what stands in it is saved, else everything is as it was before it was opened. */
async function close(keep) {
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
  open.box.remove();
  open.chosen.hidden = false;
  if (open.answer) await put(open.answer, open.segment);
  else if (row.isConnected) open.chosen.focus({ preventScroll: true });
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
  setTimeout(() => field === open && !open.composing && document.hasFocus() && document.activeElement !== open.area && void close(open.mode === "edit"));
});
addEventListener("pagehide", () => field && localStorage.setItem(draftOf(field.segment), field.area.value));

function cut() {
  const { segment, area, chosen } = field;
  const offset = area.selectionStart;
  const row = chosen.closest(".row");
  field.box.remove();
  chosen.hidden = false;
  field = null;
  void send("split", () => ({ row: Number(row.dataset.row), version: Number(row.dataset.version), segment: Number(segment), offset }), { segment });
}

/** Where the last click stands within a sentence; nothing when it does not. */
function caret(chosen) {
  const selection = getSelection();
  if (!selection.isCollapsed || !selection.anchorNode || !chosen.contains(selection.anchorNode)) return null;
  const range = document.createRange();
  range.selectNodeContents(chosen);
  range.setEnd(selection.anchorNode, selection.anchorOffset);
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
  const at = caret(chosen);
  const first = chosen.parentElement.querySelector(".seg") === chosen;
  if (at === null && !first) return send("split", facts({ segment: Number(chosen.dataset.seg) }), { segment: chosen.dataset.seg });
  return opened(chosen, "cut", at || middle(chosen.textContent));
}));
table.addEventListener("dblclick", (event) => {
  const chosen = event.target.closest(".seg");
  if (!chosen || !table.dataset.edit || field) return;
  getSelection().removeAllRanges();
  opened(chosen, "edit");
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-restore]");
  if (!button) return;
  const segment = Number(button.dataset.restore);
  void send("restore", () => ({ segment, version: Number(button.dataset.version) }), { segment });
});

document.getElementById("conflict")?.addEventListener("close", () => (disputed = ""));

// Words that were typed and never saved come back.
function recall(row) {
  if (field || disputed || !table.dataset.edit) return;
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
