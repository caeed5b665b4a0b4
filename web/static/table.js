// The parallel view: one row in focus with its panel, moving from row to row, columns switched, links to rows.

import { onBack } from "./keys.js";
import { command, show as showKeys } from "./commands.js";
import { hold } from "./holding.js";
import { load } from "./loading.js";
import { ask, byId, chunkOf, chunks, inSight, numberOf, rowOf, rows, table, visible, wanted } from "./rows.js";

const panel = document.getElementById("panel");
const said = document.getElementById("said");
const wide = matchMedia("(min-width: 1101px)");

let current = null;

/** The row in focus. */
export const here = () => current;

// A move may have to wait for the service; whoever has moved otherwise meanwhile is not fetched back by it.
let turn = 0;
let owed = 0; // rows to step over, where several steps wait for the same rows

function begin() {
  owed = 0;
  return ++turn;
}

/** Go to a row by its number: fetch it if it is not there yet; outside the filter, leave the filter. */
export async function go(number, options = {}) {
  if (!(number >= 1 && number <= Number(table.dataset.rows))) return;
  const mine = begin();
  if (!rowOf(number)) await load(chunkOf(number));
  if (mine !== turn) return;
  const row = rowOf(number);
  if (row) focus(row, options);
  else if (table.dataset.filtered) location.assign(`${table.dataset.base}#r${number}`);
}

export function focus(row, { block = "nearest", link = true, open = wide.matches } = {}) {
  if (current && current !== row) {
    current.classList.remove("on");
    current.tabIndex = -1;
    current.removeAttribute("aria-current");
  }
  if (current?.dataset.row !== row.dataset.row) begin();
  current = row;
  row.classList.add("on");
  row.tabIndex = 0;
  row.setAttribute("aria-current", "true");
  if (!row.contains(document.activeElement)) row.focus({ preventScroll: true });
  hold(row, block);
  if (link) history.replaceState(null, "", `#${row.id}`);
  markOutline(numberOf(row));
  table.dispatchEvent(new CustomEvent("focusrow", { detail: row }));
  if (open || panel.classList.contains("open")) show(row);
}

// The panel belongs to the row in focus.
let asked = 0;
let timer = 0;

function show(row) {
  clearTimeout(timer);
  const ticket = ++asked;
  timer = setTimeout(async () => {
    const answer = await fetch(`${table.dataset.base}/rows/${numberOf(row)}`, ask).catch(() => null);
    if (!answer?.ok) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (ticket !== asked) return;
    panel.replaceChildren(...parsed.body.children);
    panel.scrollTop = 0;
    panel.dataset.of = row.dataset.row;
    showKeys(panel);
    window.htmx?.process(panel);
  }, 60);
}

function openPanel() {
  if (!current) return;
  panel.classList.add("open");
  show(current);
}

onBack(4, () => {
  if (!table.dataset.filtered) return false;
  location.assign(table.dataset.base + (current ? `#${current.id}` : ""));
  return true;
});
onBack(2, () => {
  const opened = panel.classList.contains("open");
  panel.classList.remove("open");
  return opened && !wide.matches;
});

panel.addEventListener("click", (event) => {
  if (event.target.closest("[data-close-panel]")) panel.classList.remove("open");
});

// Moving.
async function neighbour(row, by) {
  let next = by > 0 ? row.nextElementSibling : row.previousElementSibling;
  let chunk = row.parentElement;
  while (!next?.matches(".row")) {
    chunk = by > 0 ? chunk.nextElementSibling : chunk.previousElementSibling;
    if (!chunk?.matches(".chunk")) return null;
    if (chunk.matches(".waits")) await load(chunk);
    next = by > 0 ? chunk.firstElementChild : chunk.lastElementChild;
  }
  return next;
}

async function step(by) {
  const mine = ++turn;
  owed += by;
  let row = current?.isConnected ? current : null;
  for (let left = row ? Math.abs(owed) : 0, way = Math.sign(owed); left; left -= 1) {
    const next = await neighbour(row, way);
    if (!next) break;
    row = next;
  }
  if (mine !== turn) return;
  owed = 0;
  row ||= inSight() || rows()[0];
  if (row && row !== current) focus(row);
}

/** About a window further: the row that then stands where the one in focus stood. */
async function leap(by) {
  const mine = begin();
  let row = current?.isConnected ? current : inSight() || rows()[0];
  let left = innerHeight - 140;
  for (let next = row; next && left > 0; left -= next.getBoundingClientRect().height) {
    next = await neighbour(row, by);
    if (!next) break;
    row = next;
  }
  if (row && mine === turn) focus(row);
}

/** The first row of the table, or the last, as far as the filter shows them. */
async function end(by) {
  const mine = begin();
  const all = chunks();
  const chunk = by > 0 ? all.at(-1) : all[0];
  if (chunk?.matches(".waits")) await load(chunk);
  const row = by > 0 ? chunk?.lastElementChild : chunk?.firstElementChild;
  if (mine === turn && row?.matches(".row")) focus(row);
}

/** Go to the next row of a sort, or the one before; it says whether there is one. */
export async function jump(which, by) {
  const mine = begin();
  const start = current ? numberOf(current) : by > 0 ? 0 : Number(table.dataset.rows) + 1;
  const query = new URLSearchParams({ which, start, by, ...wanted() });
  const answer = await fetch(`${table.dataset.base}/next?${query}`, ask).catch(() => null);
  const { number } = answer?.ok ? await answer.json() : { number: 0 };
  if (mine !== turn) return true;
  if (number) await go(number, { block: "center" });
  else if (answer?.ok) table.dispatchEvent(new CustomEvent("nowhere", { detail: by > 0 ? said.dataset.after : said.dataset.before }));
  return number > 0;
}

function besides(by) {
  if (!current) return false;
  const parts = Array.from(current.querySelectorAll(".seg, .void")).filter((part) => part.offsetParent);
  const place = parts.indexOf(document.activeElement?.closest(".seg, .void"));
  getSelection().removeAllRanges();
  const next = parts[place < 0 ? (by > 0 ? 0 : parts.length - 1) : place + by];
  if (next) next.focus();
  return true;
}

command("row.down", () => void step(1));
command("row.up", () => void step(-1));
command("page.down", () => void leap(1));
command("page.up", () => void leap(-1));
command("row.last", () => void end(1));
command("row.first", () => void end(-1));
command("segment.next", () => besides(1));
command("segment.before", () => besides(-1));
for (const sort of ["look", "odd", "unconfirmed", "findings", "bookmarks"]) command(`next.${sort}`, (_event, back) => void jump(sort, back ? -1 : 1));
command("resume", () => {
  if (current) current.classList.remove("on");
  current = null;
  void jump("unconfirmed", 1);
});
command("panel.open", (event) => {
  if (!current || event.target.closest("a, button, summary")) return false;
  openPanel();
  return true;
});
command("filter.none", () => void location.assign(table.dataset.base + (current ? `#${current.id}` : "")));
command("finding.dismiss", () => panel.querySelector("[data-dismiss]")?.click());
command("link.copy", () => {
  if (current && navigator.clipboard) navigator.clipboard.writeText(location.href);
});

table.addEventListener("focusin", (event) => {
  const row = event.target.closest(".row");
  if (row && row !== current) focus(row);
});

table.addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  const link = event.target.closest("a");
  if (!row || String(getSelection()) || event.target.closest("textarea, button")) return;
  if (link && link.closest(".gutter")) {
    event.preventDefault();
    focus(row);
    openPanel();
  } else if (!link) {
    focus(row);
  }
});

// A row that was changed is still the row in focus.
table.addEventListener("rows", () => {
  if (!current || current.isConnected) return;
  const next = byId(current.dataset.row) || rowOf(numberOf(current));
  if (next) focus(next, { link: true });
});

// The outline follows the row in focus, and else the window.
function markOutline(number) {
  const entries = Array.from(document.querySelectorAll(".outline a[data-row]"));
  const at = entries.findLast((entry) => Number(entry.dataset.row) <= number);
  for (const entry of entries) {
    if (entry === at) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
  }
}

let waiting = false;
addEventListener(
  "scroll",
  () => {
    if (waiting || visible(current)) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      const row = visible(current) ? null : inSight();
      if (!row) return;
      markOutline(numberOf(row));
      table.dispatchEvent(new CustomEvent("scrollrow", { detail: row }));
    }, 120);
  },
  { passive: true },
);

// Links to rows: #r23. Without one, the page goes on where somebody left off.
function follow(options) {
  const found = /^#r(\d+)$/.exec(location.hash);
  if (found) go(Number(found[1]), { block: "center", link: false, ...options });
  else if (table.dataset.resume && !options) go(Number(table.dataset.resume), { block: "center", link: false });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#r"]');
  if (!link || link.closest(".gutter") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(Number(link.hash.slice(2)), { block: link.closest(".outline") ? "start" : "center" });
});
addEventListener("hashchange", () => follow({}));
const first = table.querySelector(".row");
if (first) first.tabIndex = 0;
follow();
table.dataset.ready = "yes";
