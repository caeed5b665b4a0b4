// Look up as one types: asks after a short rest, never while an input method composes; arrows go from find to find.

import { on, onBack } from "./keys.js";

const REST = 110;
const form = document.getElementById("ask");
const field = form.elements.namedItem("q");
const found = document.getElementById("found");
let last = key();
let timer = 0;

function key() {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
}

function ask() {
  clearTimeout(timer);
  if (key() === last) return;
  last = key();
  form.dispatchEvent(new Event("ask"));
}

field.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (!event.isComposing) timer = setTimeout(ask, REST);
});
field.addEventListener("compositionend", () => {
  timer = setTimeout(ask, REST);
});
form.elements.namedItem("lang").addEventListener("change", ask);

// The address follows, so that what was found can be linked to and reloaded.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== found) return;
  last = key();
  history.replaceState(null, "", last ? `${form.getAttribute("action")}?${last}` : form.getAttribute("action"));
});

function step(by) {
  const finds = [...document.querySelectorAll("[data-find]")];
  const here = finds.indexOf(document.activeElement);
  if (here < 0 && by < 0) return false;
  if (here === 0 && by < 0) {
    field.focus();
    return true;
  }
  const next = finds[Math.min(here + by, finds.length - 1)];
  if (!next) return false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

on("ArrowDown", () => step(1));
on("ArrowUp", () => step(-1));
field.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.key !== "ArrowDown") return;
  if (step(1)) event.preventDefault();
});

on("Enter", () => {
  const here = document.activeElement;
  const link = here.matches("[data-find]") && here.querySelector("footer a");
  if (!link) return false;
  link.click();
  return true;
});

// C copies the first term of each language, or the sentences, with tabs between: as a spreadsheet takes them.
on("c", () => {
  const here = document.activeElement;
  if (!here.matches("[data-find]") || !navigator.clipboard) return false;
  const parts = here.matches(".kwic") ? here.querySelectorAll("p:not(.absent)") : here.querySelectorAll(".first");
  const texts = [...parts].map((part) => part.dataset.term || part.textContent);
  navigator.clipboard.writeText(texts.join("\t")).then(() => {
    here.classList.add("copied");
    setTimeout(() => here.classList.remove("copied"), 1200);
  });
  return true;
});

// Esc in the full box empties it; in the empty one it steps out, as everywhere.
onBack(0.5, () => {
  if (document.activeElement !== field || !field.value) return false;
  field.value = "";
  ask();
  return true;
});
