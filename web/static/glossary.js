// The list of concepts: ticks by keyboard, all at once, and how many there are.

import { on } from "./keys.js";

const form = document.querySelector("form.ticked");
const all = document.getElementById("tick-all");
const told = document.getElementById("ticked");
const ticks = form ? [...form.querySelectorAll(".tickone")] : [];

function count() {
  const number = ticks.filter((one) => one.checked).length;
  if (told) told.textContent = number ? String(number) : "";
  if (all) {
    all.checked = number === ticks.length && number > 0;
    all.indeterminate = number > 0 && number < ticks.length;
  }
  if (form) form.classList.toggle("some", number > 0);
}

if (form && all) {
  all.addEventListener("change", () => {
    for (const one of ticks) one.checked = all.checked;
    count();
  });
  form.addEventListener("change", count);
  count();
}

function step(by) {
  if (!ticks.length) return false;
  const here = ticks.indexOf(document.activeElement);
  const next = ticks[Math.min(Math.max(here + by, 0), ticks.length - 1)];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

on("ArrowDown", () => step(1));
on("ArrowUp", () => step(-1));
