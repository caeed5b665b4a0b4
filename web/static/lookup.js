// Look up as one types: asks after a short rest, never while an input method composes; arrows go from find to find.

import { on, onBack } from "./keys.js";

const REST = 110; // milliseconds without a key before it asks
const STAYED = 2500; // milliseconds that somebody looks at what was found before the query is remembered
const LANGS = ["en", "vi", "zh-Hans", "zh-Hant"];
const form = document.getElementById("ask");
const field = form.elements.namedItem("q");
const found = document.getElementById("found");
const counted = document.getElementById("counted");
const many = field.tagName === "TEXTAREA";
let last = ""; // what was asked last: at first, what came with the page
let timer = 0;
let stay = 0;
let noted = "";

function key(query = field.value) {
  const told = [...new FormData(form)].map(([name, value]) => [name, name === "q" ? query : value]);
  return new URLSearchParams(told.filter(([, value]) => value.trim())).toString();
}

function ask() {
  clearTimeout(timer);
  if (key() === last) return;
  last = key();
  form.dispatchEvent(new Event("ask"));
}

field.addEventListener("input", (event) => {
  clearTimeout(timer);
  clearTimeout(stay);
  if (!event.isComposing) timer = setTimeout(ask, REST);
});
field.addEventListener("compositionend", () => {
  timer = setTimeout(ask, REST);
});
for (const choice of form.elements) if (choice.tagName === "SELECT") choice.addEventListener("change", ask);

// The address follows, so that what was found can be linked to and reloaded.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== found) return;
  last = key();
  // Heard are the counts alone: whoever wants more goes down with the arrows.
  counted.textContent = Array.from(found.querySelectorAll(".read, h2, .nothing > p"), (one) => one.textContent.trim()).join(". ");
  history.replaceState(null, "", last ? `${form.getAttribute("action")}?${last}` : form.getAttribute("action"));
  rest();
});

// A query is remembered when somebody stays with what it found, or takes something of it; not each letter on the way.
function note() {
  clearTimeout(stay);
  const now = key();
  if (!form.dataset.note || !field.value.trim() || now === noted) return;
  noted = now;
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-Form-Token"];
  const told = { method: "POST", headers: { "X-Form-Token": token }, body: new URLSearchParams(new FormData(form)), keepalive: true };
  fetch(form.dataset.note, told).catch(() => {});
}

function rest() {
  clearTimeout(stay);
  if (form.dataset.note && field.value.trim() && found.querySelector("[data-find]")) stay = setTimeout(note, STAYED);
}

form.addEventListener("submit", note);
found.addEventListener("click", (event) => {
  if (event.target.closest("article a")) note();
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
  if (event.isComposing || event.keyCode === 229) return;
  if (many && event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    ask();
  }
  const atEnd = !many || field.selectionEnd === field.value.length;
  if (event.key === "ArrowDown" && atEnd && step(1)) event.preventDefault();
});

on("Enter", () => {
  const here = document.activeElement;
  const link = here.matches("article[data-find]") && (here.querySelector("a[data-open]") || here.querySelector("footer a"));
  if (!link) return false;
  link.click();
  return true;
});

// C copies the first term of each language, or the sentences, with tabs between, as a spreadsheet takes them; a figure
// copies one language, and figures one soon after the other copy a pair.
function copy(langs) {
  const here = document.activeElement;
  if (!here.matches("article[data-find]") || !navigator.clipboard) return false;
  const texts = langs
    .map((lang) => here.querySelector(`.first[data-lang="${lang}"], p[data-lang="${lang}"]`))
    .filter(Boolean)
    .map((part) => (part.dataset.term || part.dataset.text || part.textContent).replace(/\s+/g, " ").trim());
  if (!texts.length) return false;
  navigator.clipboard.writeText(texts.join("\t")).then(() => {
    here.classList.add("copied");
    setTimeout(() => here.classList.remove("copied"), 1200);
    if (told) told.textContent = `${told.dataset.said} ${texts.join(" · ")}`;
  });
  note();
  return true;
}

const PAIR = 1200; // milliseconds in which a further figure adds its language to what is copied
const told = document.getElementById("copied");
let pair = { from: null, langs: [], at: 0 };

function add(lang) {
  const from = document.activeElement;
  const soon = pair.from === from && performance.now() - pair.at < PAIR && !pair.langs.includes(lang);
  pair = { from, langs: soon ? [...pair.langs, lang] : [lang], at: performance.now() };
  return copy(pair.langs);
}

document.addEventListener("focusin", () => {
  pair.from = null;
});
on("c", () => copy(LANGS));
LANGS.forEach((lang, number) => on(String(number + 1), () => add(lang)));

on("s", () => {
  const button = document.getElementById("keep-query");
  if (!button) return false;
  button.click();
  return true;
});

// What stands in the box goes along to the page of whole sentences.
for (const link of document.querySelectorAll("a[data-carry]")) {
  link.addEventListener("click", () => {
    const told = new URLSearchParams([["q", field.value.trim()]].filter(([, value]) => value));
    link.search = told.toString();
  });
}

// Esc in the full box empties it; in the empty one it steps out, as everywhere.
onBack(0.5, () => {
  if (document.activeElement !== field || !field.value) return false;
  field.value = "";
  ask();
  return true;
});

// Somebody may have typed before this script was there.
last = key(field.defaultValue);
if (key() === last) rest();
else window.addEventListener("load", ask);
