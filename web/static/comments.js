// Comments: names behind @, Ctrl+Enter to send, and from thread to thread on the list.

import { on } from "./keys.js";

let names = null;
let box = null;
let field = null;

async function known() {
  if (!names) names = fetch("/comments/names").then((answer) => (answer.ok ? answer.json() : { names: [] })).then((found) => found.names);
  return names;
}

/** The beginning of a name behind the last @ before the caret, and where it stands. */
function begun(area) {
  const before = area.value.slice(0, area.selectionStart);
  const found = /(?:^|[\s(,:;])@([\p{L}\p{M}\p{N}_.-]*)$/u.exec(before);
  return found ? { text: found[1], start: before.length - found[1].length } : null;
}

function close() {
  box?.remove();
  box = null;
  field?.removeAttribute("aria-activedescendant");
  field?.removeAttribute("aria-controls");
  field = null;
}

function choose(name) {
  const area = field;
  const place = begun(area);
  if (!place) return close();
  const written = /^[\p{L}\p{M}\p{N}_.-]+$/u.test(name) ? name : `"${name}"`;
  area.setRangeText(`${written} `, place.start, area.selectionStart, "end");
  close();
  area.focus();
  return undefined;
}

function select(step) {
  const items = [...box.children];
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const next = (now + step + items.length) % items.length;
  items.forEach((item, place) => item.setAttribute("aria-selected", String(place === next)));
  items[next].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", items[next].id);
}

async function offer(area) {
  const place = begun(area);
  if (!place) return close();
  const wanted = place.text.toLocaleLowerCase();
  const found = (await known()).filter((name) => name.toLocaleLowerCase().startsWith(wanted)).slice(0, 8);
  if (document.activeElement !== area || !found.length || (found.length === 1 && found[0] === place.text)) return close();
  close();
  field = area;
  box = document.createElement("ul");
  box.className = "names";
  box.id = "names";
  box.setAttribute("role", "listbox");
  for (const [number, name] of found.entries()) {
    const item = document.createElement("li");
    item.id = `name-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(number === 0));
    item.textContent = name;
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(name);
    });
    box.append(item);
  }
  const edge = area.getBoundingClientRect();
  (area.closest("dialog") || document.body).append(box);
  box.style.setProperty("left", `${edge.left}px`);
  box.style.setProperty("top", `${Math.min(edge.bottom + 2, window.innerHeight - box.offsetHeight - 6)}px`);
  area.setAttribute("aria-controls", "names");
  area.setAttribute("aria-activedescendant", "name-0");
  return undefined;
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-mentions]") && !event.isComposing) offer(event.target);
});
document.addEventListener("focusout", (event) => {
  if (event.target === field) close();
});
document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-mentions]") || event.isComposing || event.keyCode === 229) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (!box) return;
  const chosen = box.querySelector("[aria-selected=true]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") select(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" || event.key === "Tab") choose(chosen.textContent);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// A click on "Answer" or "Edit" leads straight into the field.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".amend[open]")) event.target.querySelector("textarea")?.focus();
}, true);

// ; goes to the field for a comment on the row in focus, or on the concept.
on(";", () => {
  const say = document.getElementById("say");
  if (!say) return false;
  say.scrollIntoView({ block: "nearest" });
  say.focus();
  return true;
});

const threads = [...document.querySelectorAll(".said-about[data-change]")];
let at = -1;
for (const [key, step] of [["n", 1], ["p", -1]]) {
  if (threads.length) {
    on(key, () => {
      threads[at]?.classList.remove("on");
      at = Math.min(Math.max(at + step, 0), threads.length - 1);
      threads[at].classList.add("on");
      threads[at].focus({ preventScroll: true });
      threads[at].scrollIntoView({ block: "nearest" });
      return true;
    });
  }
}
