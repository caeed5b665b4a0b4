// A row in focus stays in sight.

import { table } from "./rows.js";

// Whoever went to a row finds it there, whatever is drawn around it meanwhile, until the next move of one's own: by wheel,
// touch or key, or by whatever else scrolls (a search in the page, a reading aid), which leaves the row where it lay.
let aim = null;
const lies = (row) => row.getBoundingClientRect().top + scrollY;

function bring() {
  aim.row.scrollIntoView({ block: aim.block, behavior: "instant" });
  aim.lay = lies(aim.row);
}

/** Bring a row into sight, and keep it there. */
export function hold(row, block) {
  aim = { row, block };
  bring();
  look(8);
}

function look(frames) {
  requestAnimationFrame(() => {
    steady();
    if (frames > 1 && aim) look(frames - 1);
  });
}

// Until the page has come, the browser scrolls by itself: to the row of the address, or to where one was before.
let come = false;

function steady() {
  if (!aim?.row.isConnected) return;
  const box = aim.row.getBoundingClientRect();
  const away = aim.block === "center" ? Math.abs((box.top + box.bottom - innerHeight) / 2) > 90 : box.top < 30 || box.bottom > innerHeight;
  if (!away) return;
  if (!come || Math.abs(lies(aim.row) - aim.lay) > 2) bring();
  else aim = null;
}
for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(name, () => (aim = null), { passive: true, capture: true });
table.addEventListener("rows", () => steady());
addEventListener("load", () => {
  look(8);
  setTimeout(() => (come = true), 300);
});
