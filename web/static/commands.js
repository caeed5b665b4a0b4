// Commands with keys that everybody may change. What there is, and the keys of each set, stand in the list of keys of
// the page; what somebody changed is kept by the browser.

import { askFirst, chord, composing, fixed, markLetters } from "./keys.js";

const list = document.getElementById("commands");
const entries = new Map(Array.from(list.querySelectorAll("dt[data-name]"), (dt) => [dt.dataset.name, dt]));
const notice = document.getElementById("key-notice");
const sets = document.getElementById("key-set");
const deeds = new Map();
let bindings = new Map();

const stored = (name, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
};

/** Let a command do something; it says false where there is nothing to do for it. */
export function command(name, deed) {
  deeds.set(name, deed);
}

/** Do what a command does, as its button asks. */
export function run(name, event) {
  return deeds.get(name)?.(event) !== false;
}

const chosen = () => (["omegat", "intertext"].includes(localStorage.getItem("keys:set")) ? localStorage.getItem("keys:set") : "own");

/** The keys of a command as they are now. */
function keysOf(name) {
  const own = stored("keys:changed", {})[name];
  return Array.isArray(own) ? own.filter((key) => typeof key === "string" && key) : entries.get(name).dataset[chosen()].split(" ").filter(Boolean);
}

// "next.look" has its key, and with Shift its other direction: one entry of the list stands for both.
const both = (name) => name.startsWith("next.");

function bind() {
  bindings = new Map();
  for (const name of entries.keys()) {
    for (const key of keysOf(name)) {
      bindings.set(key, { name, back: false });
      if (both(name) && !key.includes("Shift+")) bindings.set(shifted(key), { name, back: true });
    }
  }
  show();
}

const shifted = (key) => key.replace(/([^+]+)$/, "Shift+$1");
const ARROWS = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", " ": "Space" };

function readable(key) {
  const parts = key.split("+");
  const last = parts.pop() || "+";
  const name = ARROWS[last] || (parts.length && last.length === 1 ? last.toUpperCase() : last);
  return [...parts, name].join(" ");
}

function chip(key) {
  const kbd = document.createElement("kbd");
  kbd.textContent = readable(key);
  return kbd;
}

/** Write the keys wherever a command is named. */
export function show(root = document) {
  for (const place of root.querySelectorAll("[data-keys-of]")) {
    const keys = entries.has(place.dataset.keysOf) ? keysOf(place.dataset.keysOf) : [];
    const all = Boolean(place.closest("#commands"));
    place.replaceChildren(...(all ? keys : keys.slice(0, 1)).map(chip));
    if (all && !keys.length) place.append(list.dataset.none);
  }
  markLetters(root);
}

askFirst((key, event) => {
  const bound = bindings.get(key);
  if (!bound) return false;
  if (event.target.closest?.("summary, button, a[href], select") && ["Enter", " ", "ArrowUp", "ArrowDown"].includes(key)) return false;
  return deeds.get(bound.name)?.(event, bound.back) !== false && deeds.has(bound.name);
});

// Changing keys: a command is chosen, the next key press is its key; another command that has it gives it up, or not.
let waiting = null;

function say(text, ...buttons) {
  notice.replaceChildren(text, ...buttons);
  notice.hidden = !text;
}

function listen(name) {
  stop();
  waiting = name;
  entries.get(name).classList.add("waiting");
  say(list.dataset.press);
}

function stop() {
  for (const dt of entries.values()) dt.classList.remove("waiting");
  waiting = null;
  say("");
}

function keep(name, keys) {
  localStorage.setItem("keys:changed", JSON.stringify({ ...stored("keys:changed", {}), [name]: keys }));
}

function take(name, key, other) {
  if (other) keep(other, keysOf(other).filter((held) => held !== key));
  keep(name, [key]);
  bind();
  stop();
  entries.get(name).querySelector("button")?.focus();
}

document.addEventListener(
  "keydown",
  (event) => {
    if (!waiting || composing(event) || ["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
    if (event.target.closest?.("#key-notice") && ["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const key = chord(event);
    const name = waiting;
    if (event.key === "Escape") return stop();
    if (fixed(key) || /^[1-4;/?]$/.test(key)) return say(list.dataset.fixed.replace("{key}", readable(key)));
    const bound = bindings.get(key);
    if (!bound || bound.name === name) return take(name, key);
    const label = entries.get(bound.name).nextElementSibling.textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = list.dataset.use;
    button.addEventListener("click", () => take(name, key, bound.name));
    say(`${list.dataset.taken.replace("{key}", readable(key)).replace("{label}", label)} `, button);
    button.focus();
    return undefined;
  },
  true,
);

function changing(yes) {
  document.getElementById("change-keys").setAttribute("aria-pressed", String(yes));
  document.getElementById("reset-keys").hidden = !yes;
  list.classList.toggle("changing", yes);
  for (const [name, dt] of entries) {
    const keys = dt.querySelector("[data-keys-of]");
    if (yes && !keys.parentElement.matches("button")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.setAttribute("aria-label", dt.nextElementSibling.textContent);
      button.addEventListener("click", () => listen(name));
      dt.append(button);
      button.append(keys);
    } else if (!yes && keys.parentElement.matches("button")) {
      keys.parentElement.replaceWith(keys);
    }
  }
  stop();
}

document.getElementById("change-keys").addEventListener("click", (event) => changing(event.currentTarget.getAttribute("aria-pressed") !== "true"));
document.getElementById("reset-keys").addEventListener("click", () => {
  localStorage.removeItem("keys:changed");
  bind();
});
sets.value = chosen();
sets.addEventListener("change", () => {
  localStorage.setItem("keys:set", sets.value);
  localStorage.removeItem("keys:changed");
  bind();
});
list.closest("dialog").addEventListener("close", () => changing(false));
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-command]");
  if (button && !button.disabled) run(button.dataset.command, event);
});
document.addEventListener("htmx:afterSettle", (event) => show(event.target));
bind();
