// The parallel view: rows fetched as they come into sight, one row in focus, counterparts lit, columns switched.

import { on, onBack } from "./keys.js";

const table = document.querySelector(".table");
const panel = document.getElementById("panel");
const langs = table.dataset.langs.split(" ").filter(Boolean);
const look = table.dataset.look.split(" ").filter(Boolean).map(Number);
const wide = matchMedia("(min-width: 1101px)");

const numberOf = (row) => Number(row.id.slice(1));
const rowOf = (number) => document.getElementById(`r${number}`);
let current = null;

// Rows: those of a chunk are fetched when it is near the window, or when somebody goes to one of them.
const loading = new Map();

function load(chunk) {
  if (!loading.has(chunk)) loading.set(chunk, fetchRows(chunk));
  return loading.get(chunk);
}

async function fetchRows(chunk) {
  near.unobserve(chunk);
  const answer = await fetch(chunk.dataset.src, { headers: { "HX-Request": "true" } });
  if (!answer.ok) {
    loading.delete(chunk);
    return;
  }
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  const anchor = anchorBelow(chunk);
  chunk.replaceChildren(...parsed.body.children);
  for (const name of ["data-src", "aria-busy"]) chunk.removeAttribute(name);
  chunk.style.minBlockSize = "";
  if (anchor) window.scrollBy({ top: anchor.row.getBoundingClientRect().top - anchor.top, behavior: "instant" });
}

// When a chunk above the window grows or shrinks, the row in focus (or else nothing) stays where it was.
function anchorBelow(chunk) {
  if (!current || chunk.getBoundingClientRect().bottom > 0 || CSS.supports("overflow-anchor", "auto")) return null;
  return { row: current, top: current.getBoundingClientRect().top };
}

const near = new IntersectionObserver(
  (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => load(entry.target)),
  { rootMargin: "1200px 0px" },
);

for (const chunk of table.querySelectorAll(".chunk[data-src]")) {
  chunk.style.minBlockSize = `${Number(chunk.dataset.count) * 100}px`;
  near.observe(chunk);
}

function chunkOf(number) {
  return Array.from(table.querySelectorAll(".chunk[data-first]")).find(
    (chunk) => Number(chunk.dataset.first) <= number && number <= Number(chunk.dataset.last),
  );
}

/** Go to a row by its number: fetch it if it is not there yet; outside the filter, leave the filter. */
async function go(number, options = {}) {
  if (!(number >= 1 && number <= Number(table.dataset.rows))) return;
  if (!rowOf(number)) {
    const chunk = chunkOf(number);
    if (chunk) await load(chunk);
  }
  const row = rowOf(number);
  if (row) focus(row, options);
  else if (table.dataset.filtered) location.assign(`${table.dataset.base}#r${number}`);
}

function focus(row, { block = "nearest", link = true, open = wide.matches } = {}) {
  if (current && current !== row) {
    current.classList.remove("on");
    current.tabIndex = -1;
    current.removeAttribute("aria-current");
  }
  current = row;
  row.classList.add("on");
  row.tabIndex = 0;
  row.setAttribute("aria-current", "true");
  if (!row.contains(document.activeElement)) row.focus({ preventScroll: true });
  row.scrollIntoView({ block, behavior: "instant" });
  if (link) history.replaceState(null, "", `#${row.id}`);
  markOutline(numberOf(row));
  if (open || panel.classList.contains("open")) show(row);
}

// The panel belongs to the row in focus.
let asked = 0;
let timer = 0;

function show(row) {
  clearTimeout(timer);
  const ticket = ++asked;
  timer = setTimeout(async () => {
    const answer = await fetch(`${table.dataset.base}/rows/${numberOf(row)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || ticket !== asked) return;
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    panel.replaceChildren(...parsed.body.children);
    panel.scrollTop = 0;
    window.htmx.process(panel);
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
const rows = () => Array.from(table.querySelectorAll(".row"));

function firstInSight() {
  return rows().find((row) => row.getBoundingClientRect().bottom > 60) || rows()[0];
}

async function step(by) {
  if (!current) {
    const first = firstInSight();
    if (first) focus(first);
    return;
  }
  let next = by > 0 ? current.nextElementSibling : current.previousElementSibling;
  if (!next) {
    const chunk = by > 0 ? current.parentElement.nextElementSibling : current.parentElement.previousElementSibling;
    if (!chunk || !chunk.matches(".chunk")) return;
    if (chunk.dataset.src) await load(chunk);
    next = by > 0 ? chunk.firstElementChild : chunk.lastElementChild;
  }
  if (next && next.matches(".row")) focus(next);
}

function toLook(by) {
  const here = current ? numberOf(current) : by > 0 ? 0 : Infinity;
  const next = by > 0 ? look.find((number) => number > here) : look.findLast((number) => number < here);
  if (next) go(next, { block: "center" });
}

function besides(by) {
  if (!current) return false;
  const parts = Array.from(current.querySelectorAll(".seg")).filter((part) => part.offsetParent);
  const place = parts.indexOf(document.activeElement);
  const next = parts[place < 0 ? (by > 0 ? 0 : parts.length - 1) : place + by];
  if (next) next.focus();
  return true;
}

on("j", () => void step(1));
on("k", () => void step(-1));
on("n", () => toLook(1));
on("p", () => toLook(-1));
on("ArrowRight", () => besides(1));
on("ArrowLeft", () => besides(-1));
on("Enter", (event) => {
  if (!current || event.target.closest("a, button, summary")) return false;
  openPanel();
  return true;
});
on("d", () => {
  const button = panel.querySelector("[data-dismiss]");
  if (button) button.click();
});
on("c", () => {
  if (current && navigator.clipboard) navigator.clipboard.writeText(location.href);
});

// Columns. Which are hidden is remembered for the work; the last one stays.
const memory = `columns:${table.dataset.work}`;
const hidden = new Set((localStorage.getItem(memory) || "").split(" ").filter((lang) => langs.includes(lang)));

function toggle(lang) {
  if (hidden.has(lang)) hidden.delete(lang);
  else if (hidden.size < langs.length - 1) hidden.add(lang);
  localStorage.setItem(memory, Array.from(hidden).join(" "));
  arrange();
}

function arrange() {
  const anchor = current && { row: current, top: current.getBoundingClientRect().top };
  for (const lang of langs) table.classList.toggle(`hide-${lang}`, hidden.has(lang));
  for (let count = 1; count <= 4; count += 1) table.classList.toggle(`n${count}`, count === langs.length - hidden.size);
  for (const button of document.querySelectorAll("[data-column]"))
    button.setAttribute("aria-pressed", String(!hidden.has(button.dataset.column)));
  if (anchor) window.scrollBy({ top: anchor.row.getBoundingClientRect().top - anchor.top, behavior: "instant" });
}

langs.forEach((lang, place) => on(String(place + 1), () => toggle(lang)));
for (const button of document.querySelectorAll("[data-column]")) button.addEventListener("click", () => toggle(button.dataset.column));
if (hidden.size && hidden.size < langs.length) arrange();

// Counterparts: what stands beside the sentence under the pointer or in focus, in its row and in the row it moved to.
let lit = [];

function light(part) {
  for (const old of lit) old.classList.remove("lit", "own");
  lit = [];
  if (!part) return;
  const row = part.closest(".row");
  const other = row.dataset.moved ? rowOf(row.dataset.moved) : null;
  const lang = part.closest(".cell").dataset.lang;
  for (const place of [row, other].filter(Boolean)) {
    for (const seg of place.querySelectorAll(`.cell:not([data-lang="${lang}"]) .seg`)) lit.push(seg);
  }
  lit.forEach((seg) => seg.classList.add("lit"));
  part.classList.add("own");
  lit.push(part);
}

table.addEventListener("pointerover", (event) => light(event.target.closest(".seg") || focused()));
table.addEventListener("pointerleave", () => light(focused()));
table.addEventListener("focusin", (event) => {
  if (event.target.matches(".row") && event.target !== current) focus(event.target);
  light(event.target.closest(".seg"));
});

function focused() {
  return document.activeElement && document.activeElement.closest(".seg");
}

table.addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  const link = event.target.closest("a");
  if (!row || String(getSelection())) return;
  if (link && link.closest(".gutter")) {
    event.preventDefault();
    focus(row);
    openPanel();
  } else if (!link) {
    focus(row);
  }
});

// The outline follows the row in focus, and else the window.
const entries = Array.from(document.querySelectorAll(".outline a[data-row]"));

function markOutline(number) {
  const here = entries.findLast((entry) => Number(entry.dataset.row) <= number);
  for (const entry of entries) {
    if (entry === here) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
  }
}

function inSight(row) {
  if (!row) return false;
  const box = row.getBoundingClientRect();
  return box.bottom > 40 && box.top < innerHeight;
}

let waiting = false;
addEventListener(
  "scroll",
  () => {
    if (waiting || !entries.length || inSight(current)) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      const seen = document.elementFromPoint(table.getBoundingClientRect().left + 20, 120);
      const row = seen && seen.closest(".row");
      if (row && !inSight(current)) markOutline(numberOf(row));
    }, 120);
  },
  { passive: true },
);

document.querySelector(".map")?.addEventListener("click", (event) => {
  const box = event.currentTarget.getBoundingClientRect();
  go(Math.ceil(((event.clientX - box.left) / box.width) * Number(table.dataset.rows)) || 1, { block: "center" });
});

// Links to rows: #r23.
function follow(options) {
  const found = /^#r(\d+)$/.exec(location.hash);
  if (found) go(Number(found[1]), { block: "center", link: false, ...options });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#r"]');
  if (!link || link.closest(".gutter") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(Number(link.hash.slice(2)), { block: link.closest(".outline") ? "start" : "center" });
});
addEventListener("hashchange", () => follow());
const first = table.querySelector(".row");
if (first) first.tabIndex = 0;
follow();
addEventListener("load", () => setTimeout(follow, 30));
table.dataset.ready = "yes";
