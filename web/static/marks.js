// What belongs together across the columns of a row, lit under the pointer and in focus: sentences, and in them terms,
// quantities and names. What is marked says why.

import { command } from "./commands.js";
import { here } from "./table.js";
import { rowOf, table } from "./rows.js";

let lit = [];

function clear() {
  for (const old of lit) old.classList.remove("lit", "own", "linked");
  lit = [];
}

function add(elements, name = "lit") {
  for (const element of elements) {
    element.classList.add(name);
    lit.push(element);
  }
}

function light(target) {
  clear();
  const part = target?.closest(".seg");
  if (!part) return tell(null);
  const row = part.closest(".row");
  const lang = part.closest(".cell").dataset.lang;
  const other = row.dataset.moved ? rowOf(row.dataset.moved) : null;
  for (const place of [row, other].filter(Boolean)) add(place.querySelectorAll(`.cell:not([data-lang="${lang}"]) .seg`));
  add([part], "own");
  const mark = target.closest("mark[data-link]");
  if (mark) {
    const keys = mark.dataset.link.split(" ");
    add(Array.from(row.querySelectorAll("mark[data-link]")).filter((one) => one.dataset.link.split(" ").some((key) => keys.includes(key))), "linked");
  }
  return tell(target.closest("mark"));
}

// The words beside a mark: what a check says, or how the row keeps to the glossary.
const tip = document.createElement("div");
tip.className = "tip";
tip.id = "tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);
let told = null;
const states = JSON.parse(table.dataset.states || "{}");

function tell(mark) {
  if (mark === told) return;
  told?.removeAttribute("aria-describedby");
  told = mark;
  tip.hidden = true;
  if (!mark) return;
  const row = mark.closest(".row");
  const notes = (mark.dataset.note || "").split(" ").filter(Boolean);
  const said = notes.map((note) => row.querySelector(`.note[data-note="${note}"]`)).filter(Boolean);
  const state = ["kept", "other", "candidate", "forbidden"].find((name) => mark.classList.contains(name));
  const lines = said.map((note) => {
    const line = document.createElement("p");
    line.append(...Array.from(note.childNodes, (node) => node.cloneNode(true)));
    return line;
  });
  if (state) {
    const line = document.createElement("p");
    line.className = "quiet";
    line.textContent = states[state] || state;
    lines.push(line);
  }
  if (!lines.length) return;
  tip.replaceChildren(...lines);
  tip.hidden = false;
  mark.setAttribute("aria-describedby", "tip");
  const box = mark.getClientRects()[0];
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  const below = box.bottom + 6 + tip.offsetHeight < innerHeight;
  tip.style.left = `${Math.max(left, 8) + scrollX}px`;
  tip.style.top = `${(below ? box.bottom + 6 : box.top - tip.offsetHeight - 6) + scrollY}px`;
}

const focused = () => document.activeElement?.closest(".seg") && document.activeElement;

table.addEventListener("pointerover", (event) => light(event.target.closest(".seg") ? event.target : focused()));
table.addEventListener("pointerleave", () => light(focused()));
table.addEventListener("focusin", (event) => light(event.target.closest(".seg") ? event.target : null));
table.addEventListener("focusout", () => setTimeout(() => light(focused())));

/** The marks of the row in focus, each thing once however many pieces it is in. */
function marksOf(row) {
  const seen = new Set();
  return Array.from(row.querySelectorAll("mark")).filter((mark) => {
    if (!mark.offsetParent) return false;
    const key = `${mark.closest(".cell").dataset.lang} ${mark.dataset.link || ""} ${mark.dataset.note || mark.className}`;
    const known = seen.has(key) && mark.previousSibling?.nodeName === "MARK";
    seen.add(key);
    return !known;
  });
}

function step(by) {
  const row = here();
  if (!row) return false;
  const marks = marksOf(row);
  if (!marks.length) return true;
  const at = marks.indexOf(document.activeElement);
  const from = at >= 0 ? at : by > 0 ? -1 : 0;
  const next = marks[(from + by + marks.length) % marks.length];
  next.tabIndex = -1;
  next.focus();
  return true;
}

command("mark.next", () => step(1));
command("mark.before", () => step(-1));
