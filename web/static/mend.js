// Mending rows: every edit goes to the service at once and comes back as rows; undo and redo are the service's.

import { command } from "./commands.js";
import { redraw, take } from "./changing.js";
import { staysWhile } from "./filter.js";
import { focus, go, here, jump } from "./table.js";
import { byId, rowOf, table, visible, wanted } from "./rows.js";

const said = document.getElementById("said");
const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-Form-Token"];
const SLOW = 600; // from when on it is said that an edit takes its time
let lang = "";
let queue = Promise.resolve();
let fading = 0;
let disputed = false; // words wait for a choice: no field opens with them meanwhile

/** Whether both of two people's words wait for a choice. */
export const inDispute = () => disputed;

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
  const from = moves;
  begun += 1;
  queue = queue.then(() => post(verb, facts(), { ...options, from })).catch((error) => {
    if (!(error instanceof TypeError && /fetch/i.test(error.message))) reportError(error);
    say(said.dataset.lost, true);
    return null;
  }).finally(() => (over += 1));
  return queue;
}

// Edits that were begun, and those that came to their end.
let begun = 0;
let over = 0;

/** How many edits came to their end; nothing while one is under way. */
export const settled = () => (begun === over ? over : null);

async function post(verb, facts, { apply = true, segment = "", there = false, from = moves }) {
  if (!facts || !table.dataset.edit) return null;
  const waits = setTimeout(() => say(said.dataset.busy), SLOW);
  const answer = await fetch(table.dataset.edit, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Form-Token": token, "HX-Request": "true" },
    body: JSON.stringify({ verb, ...wanted(), ...facts }),
  }).finally(() => clearTimeout(waits));
  const body = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : { detail: said.dataset.lost };
  if (answer.ok) {
    if (apply) await put(body, segment, { there, from });
    return body;
  }
  if (answer.status === 409) await conflict(body, verb, facts);
  else say([body.detail, body.hint].filter(Boolean).join(" "), true);
  return { ...body, failed: answer.status };
}

/** Show what an answer changed, and go on where the sentence, or else the row, is now; with `there` where it happened. */
export async function put(body, segment, { there = false, from = moves } = {}) {
  const row = here()?.dataset.row;
  stack(body);
  putting += 1;
  try {
    await change(body, segment, row, there, from);
  } finally {
    putting -= 1;
  }
  if (body.said) say(body.said[0].toLocaleUpperCase() + body.said.slice(1));
  document.dispatchEvent(new CustomEvent("mended", { detail: body }));
}

// Whoever went on to another row while the service was at work is left there.
let moves = 0;
let putting = 0;
table.addEventListener("focusrow", () => (moves += putting ? 0 : 1));

async function change(body, segment, row, there, from) {
  if (body.whole) {
    const number = body.focus || 1;
    if (await redraw(number)) await go(number, { block: "center" });
    else location.reload();
    return;
  }
  const stood = visible(here()) ? here().getBoundingClientRect().top : null;
  await take(body.edits, body.rows, { order: body.order, inside: body.inside });
  const now = row && byId(row);
  if (now && stood !== null) window.scrollBy({ top: now.getBoundingClientRect().top - stood, behavior: "instant" });
  const outline = document.getElementById("outline");
  if (outline && body.outline) outline.innerHTML = body.outline;
  const moved = segment ? table.querySelector(`.seg[data-seg="${segment}"]`) : null;
  if (!body.revision || from !== moves) return;
  const stays = moved?.closest(".row") || byId(row);
  const changed = new DOMParser().parseFromString(body.rows || "", "text/html");
  const elsewhere = there && !(stays && changed.querySelector(`.row[data-row="${stays.dataset.row}"]`));
  if (elsewhere) await go(body.focus);
  else if (stays || rowOf(body.focus)) {
    focus(stays || rowOf(body.focus));
    (moved || here()).focus({ preventScroll: true });
  }
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
  disputed = true;
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

/** The sentence in focus, of the row in focus. */
export const part = () => {
  const found = document.activeElement?.closest(".seg");
  return found && found.closest(".row") === here() ? found : null;
};

/** The cell in focus, or the one of the language that was touched last. */
export function cell() {
  const own = document.activeElement?.closest(".cell");
  if (own && own.closest(".row") === here()) return own;
  return lang && here() ? here().querySelector(`.cell[data-lang="${lang}"]`) : null;
}

export const facts = (more = {}) => () => {
  const row = here();
  return row && { row: Number(row.dataset.row), version: Number(row.dataset.version), ...more };
};

/** A command that needs a row in focus, in sight, of a table that may be mended. */
export function withRow(deed) {
  return () => {
    if (!table.dataset.edit) return false;
    if (!here()?.isConnected) return say(said.dataset.row, true);
    if (!visible(here())) {
      here().scrollIntoView({ block: "center", behavior: "instant" });
      return say(said.dataset.unseen); // nobody mends what is out of sight
    }
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
  const from = moves;
  const answer = await send("confirm", facts({ confirmed }));
  if (answer && !answer.failed && confirmed && from === moves) await staysWhile(() => jump("unconfirmed", 1));
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
const back = (verb) => () => void (table.dataset.edit && send(verb, () => ({}), { segment: part()?.dataset.seg, there: true }));
command("undo", back("undo"));
command("redo", back("redo"));
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

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-restore]");
  if (!button) return;
  const segment = Number(button.dataset.restore);
  void send("restore", () => ({ segment, version: Number(button.dataset.version) }), { segment });
});

document.getElementById("conflict")?.addEventListener("close", () => (disputed = false));
table.addEventListener("nowhere", (event) => say(event.detail));
