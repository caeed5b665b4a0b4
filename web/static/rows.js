// The rows of the table as the page holds them: where they are, what they are called.

export const table = document.querySelector(".table");

export const numberOf = (row) => Number(row.id.slice(1));
export const rowOf = (number) => document.getElementById(`r${number}`);
export const byId = (id) => table.querySelector(`.row[data-row="${id}"]`);
export const rows = () => Array.from(table.querySelectorAll(".row"));
export const ask = { headers: { "HX-Request": "true" } };

/** What a fragment of a page says, as elements. */
export const parsed = (html) => Array.from(new DOMParser().parseFromString(html, "text/html").body.children);

/** Which rows the reader asked to see, as the service is told it. */
export const wanted = () => ({ show: table.dataset.show, q: table.dataset.q });

// The table is in parts, each of which begins with a row number; those out of sight wait to be fetched.
export const chunks = () => Array.from(table.querySelectorAll(".chunk"));
export const firstOf = (chunk) => Number(chunk.dataset.first);

/** The chunk that has a row, or would have it. */
export function chunkOf(number) {
  return chunks().findLast((chunk) => firstOf(chunk) <= number) || chunks()[0];
}

/** Do something to the table while what the reader looks at stays where it is. */
export function still(deed, row = inSight()) {
  const top = row?.getBoundingClientRect().top;
  const done = deed();
  const again = row?.isConnected ? row : row && byId(row.dataset.row);
  if (again) window.scrollBy({ top: again.getBoundingClientRect().top - top, behavior: "instant" });
  return done;
}

/** The row in focus where it is in sight, else the first row in sight. */
export function inSight() {
  const on = table.querySelector(".row.on");
  if (on && visible(on)) return on;
  const box = table.getBoundingClientRect();
  for (let y = Math.max(box.top, 60) + 2; y < innerHeight; y += 24) {
    const row = document.elementFromPoint(box.left + 20, y)?.closest(".row");
    if (row) return row;
  }
  return null;
}

/** Whether any of a row can be seen. */
export function visible(row) {
  if (!row?.isConnected) return false;
  const box = row.getBoundingClientRect();
  return box.bottom > 44 && box.top < innerHeight - 8;
}
