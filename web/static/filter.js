// A list of rows of one sort: what is mended and no longer of that sort stays in sight until the next move, and leaves
// then; how many there are is said at once.

import { here } from "./table.js";
import { rows, still, table } from "./rows.js";

const count = document.querySelector("[data-held]");
let held = Number(count?.dataset.held || 0);
let staying = false;

/** Move on by itself, as after confirming: what was settled just now still stays. */
export async function staysWhile(deed) {
  staying = true;
  try {
    await deed();
  } finally {
    staying = false;
  }
}

function counted(delta) {
  if (!count || !delta) return;
  held = Math.max(held + delta, 0);
  count.dataset.held = held;
  count.textContent = held.toLocaleString(document.documentElement.lang);
  table.setAttribute("aria-rowcount", held);
}

let before = new Map();
const remember = () => (before = new Map(rows().map((row) => [row.dataset.row, !row.classList.contains("leaving")])));

table.addEventListener("taking", remember);
table.addEventListener("taken", (event) => {
  const { fresh, inside } = event.detail;
  if (!inside) return;
  let delta = 0;
  for (const row of fresh) {
    const now = inside.includes(Number(row.dataset.row));
    delta += Number(now) - Number(before.get(row.dataset.row) || false);
    row.classList.toggle("leaving", !now);
    if (row.isConnected) before.delete(row.dataset.row);
  }
  for (const [id, was] of before) if (was && !table.querySelector(`.row[data-row="${id}"]`)) delta -= 1;
  counted(delta);
});

table.addEventListener("drawn", (event) => {
  held = Number(event.detail.querySelector("[data-held]")?.dataset.held || 0);
  counted(0);
  if (count) count.textContent = held.toLocaleString(document.documentElement.lang);
});

table.addEventListener("focusrow", (event) => {
  if (staying || !table.dataset.filtered) return;
  const gone = Array.from(table.querySelectorAll(".row.leaving")).filter((row) => row !== event.detail && row !== here());
  if (!gone.length) return;
  still(() => {
    for (const row of gone) {
      const chunk = row.parentElement;
      chunk.dataset.count = Math.max(Number(chunk.dataset.count) - 1, 0);
      row.remove();
    }
  }, event.detail);
});
