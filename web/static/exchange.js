// The plan of an import by keyboard: down and up, and what becomes of the concept in focus.

import { on } from "./keys.js";

const rows = () => Array.from(document.querySelectorAll("tr[data-item]"));

function step(by) {
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[here < 0 ? 0 : Math.min(Math.max(here + by, 0), all.length - 1)];
  if (!next) return false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

// What a row cannot become is no choice of it, and changes nothing.
function choose(...values) {
  const row = rows().find((one) => one.contains(document.activeElement));
  const select = row && row.querySelector("select");
  const option = select && Array.from(select.options).find((one) => values.includes(one.value));
  if (!option) return false;
  select.value = option.value;
  return step(1);
}

on("j", () => step(1));
on("k", () => step(-1));
on("ArrowDown", () => step(1));
on("ArrowUp", () => step(-1));
on("i", () => choose("take"));
on("x", () => choose("skip"));
on("m", () => choose("merge"));
on("r", () => choose("replace"));
on("a", () => choose("add"));
on("0", () => choose(""));

document.documentElement.dataset.exchange = "ready";
