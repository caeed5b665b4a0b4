// The queue of proposals: one key decides, and the next proposal takes the place of the one before.

import { on, onBack } from "./keys.js";

// A decision is on its way: a second key press must not fall on the next proposal unseen. One that comes when the next
// proposal is in sight, but not ready yet, waits for it.
let busy = false;
let shown = false;
let wanted = "";

const part = (name) => document.querySelector(`#queue [data-do="${name}"]`);

function press(name) {
  if (busy && shown) wanted = name;
  const button = part(name);
  if (!button || busy) return busy;
  button.click();
  return true;
}

function unfold(name, other) {
  const section = document.getElementById(name);
  if (!section) return false;
  section.hidden = !section.hidden;
  const rest = document.getElementById(other);
  if (rest) rest.hidden = true;
  for (const [id, key] of [["amend", "edit"], ["merge", "merge"]]) {
    const button = part(key);
    if (button) button.setAttribute("aria-expanded", String(!document.getElementById(id).hidden));
  }
  if (!section.hidden) {
    const first = section.querySelector(name === "amend" ? "input:not([type=hidden])" : ".pickone, input[type=search]");
    if (first) first.focus();
  }
  return true;
}

function close() {
  const open = ["amend", "merge"].map((id) => document.getElementById(id)).find((one) => one && !one.hidden);
  if (!open) return false;
  open.hidden = true;
  const button = part(open.id === "amend" ? "edit" : "merge");
  if (button) {
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }
  return true;
}

on("a", () => press("accept"));
on("x", () => press("reject"));
on("s", () => press("skip"));
on("z", () => press("undo"));
on("e", () => press("edit"));
on("m", () => press("merge"));
for (let number = 1; number < 10; number += 1) {
  on(String(number), () => {
    const section = document.getElementById("merge");
    const button = section && !section.hidden && section.querySelector(`[data-into="${number}"]`);
    if (!button || busy) return false;
    button.click();
    return true;
  });
}
onBack(0.5, close);

document.addEventListener("click", (event) => {
  const button = event.target.closest("#queue [data-do]");
  if (!button) return;
  if (button.dataset.do === "edit") unfold("amend", "merge");
  if (button.dataset.do === "merge") unfold("merge", "amend");
  if (button.dataset.do === "close") close();
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target instanceof Element && event.target.closest("form.amend");
  if (!form || busy) return;
  event.preventDefault();
  form.requestSubmit();
});

const ours = (event) => Boolean(event.detail.target) && event.detail.target.id === "queue";

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!ours(event)) return;
  busy = true;
  shown = false;
  wanted = "";
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!ours(event)) return;
  shown = true;
  const queue = document.getElementById("queue");
  if (queue && !queue.contains(document.activeElement)) queue.focus({ preventScroll: true });
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!ours(event)) return;
  busy = false;
  if (wanted) press(wanted);
});

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    if (ours(event)) busy = false;
  });
}
