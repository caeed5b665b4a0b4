// The columns of the parallel view: which are hidden is remembered for the work; the last one stays.

import { on } from "./keys.js";
import { still, table } from "./rows.js";

const langs = table.dataset.langs.split(" ").filter(Boolean);
const memory = `columns:${table.dataset.work}`;
const hidden = new Set((localStorage.getItem(memory) || "").split(" ").filter((lang) => langs.includes(lang)));

function toggle(lang) {
  if (hidden.has(lang)) hidden.delete(lang);
  else if (hidden.size < langs.length - 1) hidden.add(lang);
  localStorage.setItem(memory, Array.from(hidden).join(" "));
  arrange();
}

function arrange() {
  still(() => {
    for (const lang of langs) table.classList.toggle(`hide-${lang}`, hidden.has(lang));
    for (let count = 1; count <= 4; count += 1) table.classList.toggle(`n${count}`, count === langs.length - hidden.size);
  });
  for (const button of document.querySelectorAll("[data-column]"))
    button.setAttribute("aria-pressed", String(!hidden.has(button.dataset.column)));
}

langs.forEach((lang, place) => on(String(place + 1), () => toggle(lang)));
for (const button of document.querySelectorAll("[data-column]")) button.addEventListener("click", () => toggle(button.dataset.column));
if (hidden.size && hidden.size < langs.length) arrange();
