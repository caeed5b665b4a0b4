// The table changes in place as rows are mended, by this person or by others.

import { again } from "./loading.js";
import { byId, chunkOf, chunks, firstOf, numberOf, parsed, rowOf, rows, still, table } from "./rows.js";

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
  for (const chunk of chunks()) if (firstOf(chunk) > last) chunk.dataset.first = firstOf(chunk) + delta;
  if (home) home.dataset.count = Math.max(Number(home.dataset.count) + delta, 0);
  table.dataset.rows = Number(table.dataset.rows) + delta;
  if (!table.dataset.filtered) table.setAttribute("aria-rowcount", table.dataset.rows);
}

/** Put a row where its number belongs, if the rows around it are there. */
function insert(row) {
  const number = numberOf(row);
  const chunk = chunkOf(number);
  const before = rows().findLast((other) => numberOf(other) < number);
  if (before && (numberOf(before) === number - 1 || before.parentElement === chunk)) before.after(row);
  else if (rowOf(number + 1)) rowOf(number + 1).before(row);
  else if (chunk && !chunk.classList.contains("waits")) chunk.prepend(row);
}

/** Rows that went out of a region go; those that are left have the numbers that `order` gives them. */
function arrange({ at, old }, order) {
  const kept = new Set(order.map(String));
  for (const row of rows()) {
    const number = numberOf(row);
    if (number >= at && number < at + old && !kept.has(row.dataset.row)) row.remove();
  }
}

/**
 * Change the table as edits changed it: `edits` are regions (the `old` rows from number `at` on are `new` ones), `html`
 * the rows that are other than before. `order` names the ids of the last region's rows, so that those that went can go;
 * without it, parts of the table that changed shape are fetched anew. Of rows that are not on the page yet, only those
 * `inside` the filter come into it (all, where it is not given), and those of the region.
 */
export async function take(edits, html, { order = [], inside = null } = {}) {
  const fresh = parsed(html);
  table.dispatchEvent(new CustomEvent("taking"));
  const unsure = new Set();
  for (const edit of edits) {
    const { at, old, new: now } = edit;
    if (order.length) arrange(edit, order);
    else if (old !== now) for (let number = at; number < at + old; number += 1) if (chunkOf(number)) unsure.add(chunkOf(number));
    shift(edit);
  }
  if (order.length) {
    const { at } = edits.at(-1);
    order.forEach((id) => byId(id)?.setAttribute("id", "moving"));
    order.forEach((id, place) => byId(id) && renumber(byId(id), at + place));
  }
  const welcome = (row) => !inside || inside.includes(Number(row.dataset.row)) || order.includes(Number(row.dataset.row));
  for (const row of fresh) {
    const there = byId(row.dataset.row);
    if (there) there.replaceWith(row);
    else if (!unsure.size && welcome(row)) insert(row);
  }
  for (const chunk of unsure) {
    if (Number(chunk.dataset.count) < 1 && !table.dataset.filtered) chunk.remove();
    else if (!chunk.classList.contains("waits")) await again(chunk);
  }
  table.dispatchEvent(new CustomEvent("rows", { detail: fresh }));
  table.dispatchEvent(new CustomEvent("taken", { detail: { fresh, inside } }));
}

/** Draw the whole table anew, as the service has it now, around the row that the reader looks at; gives the page. */
export async function redraw(near) {
  const url = new URL(table.dataset.base, location.href);
  for (const name of ["show", "q"]) if (table.dataset[name]) url.searchParams.set(name, table.dataset[name]);
  if (near) url.searchParams.set("from", near);
  const answer = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const drawn = page.querySelector(".table");
  if (!drawn) return null;
  still(() => {
    for (const old of table.querySelectorAll(":scope > :not(.head)")) old.remove();
    table.append(...Array.from(drawn.children).filter((child) => !child.matches(".head")));
  });
  for (const name of ["rows", "version", "revision"]) table.dataset[name] = drawn.dataset[name];
  table.setAttribute("aria-rowcount", drawn.getAttribute("aria-rowcount"));
  for (const id of ["figures", "outline"]) {
    const [there, now] = [document.getElementById(id), page.getElementById(id)];
    if (there && now) there.replaceWith(now);
  }
  table.dispatchEvent(new CustomEvent("drawn", { detail: page }));
  table.dispatchEvent(new CustomEvent("rows", { detail: rows() }));
  return page;
}
