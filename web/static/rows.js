// The rows of the table as the page holds them: fetched in parts, changed in place, numbered anew.

export const table = document.querySelector(".table");

export const numberOf = (row) => Number(row.id.slice(1));
export const rowOf = (number) => document.getElementById(`r${number}`);
export const byId = (id) => table.querySelector(`.row[data-row="${id}"]`);
export const rows = () => Array.from(table.querySelectorAll(".row"));
export const ask = { headers: { "HX-Request": "true" } };

const parsed = (html) => Array.from(new DOMParser().parseFromString(html, "text/html").body.children);

// Rows of a chunk are fetched when it is near the window, or when somebody goes to one of them.
const loading = new Map();

export function load(chunk) {
  if (!loading.has(chunk)) loading.set(chunk, fetchRows(chunk));
  return loading.get(chunk);
}

function source(chunk) {
  const url = new URL(table.dataset.src, location.href);
  url.searchParams.set("offset", chunk.dataset.first ? Number(chunk.dataset.first) - 1 : chunk.dataset.offset);
  url.searchParams.set("limit", chunk.dataset.count);
  return url;
}

async function fetchRows(chunk) {
  near.unobserve(chunk);
  const answer = await fetch(source(chunk), ask);
  if (!answer.ok) {
    loading.delete(chunk);
    return;
  }
  const found = parsed(await answer.text());
  const anchor = anchorBelow(chunk);
  chunk.replaceChildren(...found);
  chunk.classList.remove("waits");
  chunk.removeAttribute("aria-busy");
  chunk.style.minBlockSize = "";
  if (anchor) window.scrollBy({ top: anchor.row.getBoundingClientRect().top - anchor.top, behavior: "instant" });
  table.dispatchEvent(new CustomEvent("rows", { detail: found }));
}

// When a chunk above the window grows or shrinks, the row in focus (or else nothing) stays where it was.
function anchorBelow(chunk) {
  const row = table.querySelector(".row.on");
  if (!row || chunk.getBoundingClientRect().bottom > 0 || CSS.supports("overflow-anchor", "auto")) return null;
  return { row, top: row.getBoundingClientRect().top };
}

const near = new IntersectionObserver(
  (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => load(entry.target)),
  { rootMargin: "1200px 0px" },
);

for (const chunk of table.querySelectorAll(".chunk.waits")) {
  chunk.style.minBlockSize = `${Number(chunk.dataset.count) * 100}px`;
  near.observe(chunk);
}

const chunks = () => Array.from(table.querySelectorAll(".chunk[data-first]"));
const lastOf = (chunk) => Number(chunk.dataset.first) + Number(chunk.dataset.count) - 1;

/** The chunk that has a row, fetched or not; nothing while some rows are filtered out. */
export function chunkOf(number) {
  return chunks().find((chunk) => Number(chunk.dataset.first) <= number && number <= lastOf(chunk));
}

/** Fetch the rows of a chunk once more. */
export function again(chunk) {
  loading.delete(chunk);
  return load(chunk);
}

function renumber(row, number) {
  if (numberOf(row) === number) return;
  row.id = `r${number}`;
  const link = row.querySelector(".gutter a");
  link.href = `#r${number}`;
  if (link.hasAttribute("aria-describedby")) link.setAttribute("aria-describedby", `w${number}`);
  row.querySelector(".number").textContent = number;
  row.querySelector(".why")?.setAttribute("id", `w${number}`);
}

/** What points at a row by its number: moved halves, entries of the outline. */
function repoint(last, delta) {
  for (const row of table.querySelectorAll(".row[data-moved]")) {
    const other = Number(row.dataset.moved);
    if (other <= last) continue;
    row.dataset.moved = other + delta;
    for (const link of row.querySelectorAll("a.void")) {
      link.href = `#r${other + delta}`;
      link.textContent = link.textContent.replace(other, other + delta);
    }
  }
  for (const entry of document.querySelectorAll(".outline a[data-row]")) {
    const number = Number(entry.dataset.row);
    if (number > last) {
      entry.dataset.row = number + delta;
      entry.href = `#r${number + delta}`;
    }
  }
}

/** Numbers behind a region follow; the chunk where it ends grows or shrinks. */
function shift({ at, old, new: now }) {
  const delta = now - old;
  const last = at + old - 1;
  if (!delta) return;
  const behind = rows().filter((row) => numberOf(row) > last);
  if (delta > 0) behind.reverse();
  for (const row of behind) renumber(row, numberOf(row) + delta);
  repoint(last, delta);
  const home = chunkOf(last);
  for (const chunk of chunks()) if (Number(chunk.dataset.first) > last) chunk.dataset.first = Number(chunk.dataset.first) + delta;
  if (home) home.dataset.count = Math.max(Number(home.dataset.count) + delta, 0);
  table.dataset.rows = Number(table.dataset.rows) + delta;
  table.setAttribute("aria-rowcount", Number(table.getAttribute("aria-rowcount")) + delta);
}

function insert(row) {
  const number = numberOf(row);
  const before = rows().filter((other) => numberOf(other) < number).pop();
  if (before && numberOf(before) === number - 1) before.after(row);
  else if (rowOf(number + 1)) rowOf(number + 1).before(row);
  else if (before && !chunkOf(number)) before.after(row);
}

/**
 * Change the table as edits changed it: `edits` are regions (the `old` rows from number `at` on are `new` ones), `html`
 * the rows that are other than before. `order` names the ids of the last region's rows, so that those that went can go;
 * without it, parts of the table that changed shape are fetched anew.
 */
export async function take(edits, html, order = []) {
  const fresh = parsed(html);
  const unsure = new Set();
  for (const edit of edits) {
    const { at, old, new: now } = edit;
    if (order.length) {
      const kept = new Set(order.map(String));
      for (const row of rows()) {
        const number = numberOf(row);
        if (number >= at && number < at + old && !kept.has(row.dataset.row)) row.remove();
      }
    } else if (old !== now) {
      for (let number = at; number < at + old; number += 1) if (chunkOf(number)) unsure.add(chunkOf(number));
    }
    shift(edit);
  }
  if (order.length) {
    const { at } = edits.at(-1);
    order.forEach((id) => byId(id)?.setAttribute("id", "moving"));
    order.forEach((id, place) => {
      const row = byId(id);
      if (row) renumber(row, at + place);
    });
  }
  for (const row of fresh) {
    const there = byId(row.dataset.row);
    if (there) there.replaceWith(row);
    else if (!unsure.size) insert(row);
  }
  for (const chunk of unsure) {
    if (Number(chunk.dataset.count) < 1) chunk.remove();
    else if (!chunk.classList.contains("waits")) await again(chunk);
  }
  table.dispatchEvent(new CustomEvent("rows", { detail: fresh }));
}
