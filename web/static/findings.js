// Findings by keyboard: down and up, dismiss with a reason and go on, choose several, mend in place, take back.

import { edit, leave, take } from "./finding-edit.js";
import { on, onBack } from "./keys.js";

const MEMORY = "findings:reason";
const PLACE = "findings:place"; // the finding in focus, while the list comes anew by itself
const said = document.getElementById("said");
let current = null;
let busy = false; // an answer is on its way: a second key must not fall on the next finding unseen
let answering = null; // the finding that the form for dismissing belongs to, when it belongs to one

const region = () => document.getElementById("findings");
const items = () => Array.from(region().querySelectorAll(".found"));
const boxes = () => Array.from(region().querySelectorAll(".found input[type=checkbox]"));
const bar = () => region().querySelector(".act-bar");
const chosen = () => boxes().filter((box) => box.checked);

function focus(item, { scroll = true, grab = false } = {}) {
  if (current && current !== item) {
    current.classList.remove("on");
    current.tabIndex = -1;
  }
  current = item;
  if (!item) return;
  item.classList.add("on");
  item.tabIndex = 0;
  if (grab || !item.contains(document.activeElement)) item.focus({ preventScroll: true });
  if (scroll) item.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function step(by) {
  const all = items();
  if (!all.length) return false;
  const place = all.indexOf(current);
  const next = place < 0 ? all.find((item) => item.getBoundingClientRect().bottom > 60) || all[0] : all[place + by];
  if (next) focus(next);
  else turn(by);
  return true;
}

function turn(by) {
  const link = region().querySelector(`.pages a[rel="${by > 0 ? "next" : "prev"}"]`);
  if (link) location.assign(link.href);
}

// The answer to what was sent is the list as it is now; the finding that comes next keeps the focus.
async function send(form, data = new FormData(form)) {
  if (busy) return;
  busy = true;
  region().setAttribute("aria-busy", "true");
  const place = Math.max(items().indexOf(current), 0);
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    const text = await answer.text();
    if (answer.headers.get("HX-Redirect")) {
      location.assign(answer.headers.get("HX-Redirect"));
      return;
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("findings");
    if (!answer.ok || !fresh) {
      tell((page.querySelector(".problem, main, body") || {}).textContent || answer.statusText, true);
      return;
    }
    region().replaceWith(fresh);
    window.htmx.process(fresh);
    current = null;
    answering = null;
    tell(fresh.dataset.said);
    const all = items();
    focus(fresh.querySelector("[data-focus]") || all[Math.min(place, all.length - 1)] || null);
    if (!all.length) fresh.querySelector(".nothing a, h1").focus();
  } catch {
    tell(said.dataset.unreached, true);
  } finally {
    busy = false;
    region().removeAttribute("aria-busy");
  }
}

function tell(text, problem = false) {
  said.textContent = text.replace(/\s+/g, " ").trim();
  if (!problem) return;
  let line = region().querySelector(".say");
  if (!line) {
    line = document.createElement("p");
    region().querySelector(".list .room-head").after(line);
  }
  line.className = "say problem";
  line.textContent = said.textContent;
}

// Dismissing: one finding, where it stands, or those that were chosen, at the foot of the window.
function ask(scope) {
  const form = document.getElementById("dismiss");
  if (!form || busy) return false;
  const many = chosen().length;
  if (!many && !current) step(1);
  if (!many && !current) return false;
  answering = many ? null : current;
  show(form, scope);
  form.elements.reason.focus();
  form.elements.reason.select();
  return true;
}

function show(form, scope) {
  const select = form.elements.scope;
  for (const option of select.options) {
    if (!option.dataset.plain) option.dataset.plain = option.textContent;
    const own = answering && answering.dataset[option.value === "finding" ? "only" : option.value];
    option.textContent = own || option.dataset.plain;
    option.hidden = option.disabled = Boolean(answering) && !own;
  }
  const wanted = Array.from(select.options).find((option) => option.value === scope && !option.disabled);
  if (scope) select.value = (wanted || select.options[0]).value;
  if (!form.elements.reason.value) form.elements.reason.value = localStorage.getItem(MEMORY) || "";
  if (answering) answering.querySelector(".says").append(form);
  else region().querySelector(".list").append(form);
  form.classList.add("shown");
  form.classList.toggle("single", Boolean(answering));
}

function settle() {
  const form = bar();
  if (!form) return;
  const count = chosen().length;
  form.querySelector(".chosen-count").textContent = count ? String(count) : "";
  for (const item of items()) item.classList.toggle("chosen", Boolean(item.querySelector("input[type=checkbox]:checked")));
  if (count) {
    answering = null;
    if (form.id === "dismiss") show(form);
    else form.classList.add("shown");
  } else if (!answering) form.classList.remove("shown");
}

function clear() {
  const form = bar();
  if (!form || !form.classList.contains("shown")) return false;
  for (const box of chosen()) box.checked = false;
  const back = answering || current;
  answering = null;
  form.classList.remove("shown");
  if (form.elements.scope) form.elements.scope.selectedIndex = 0;
  settle();
  if (back) focus(back, { scroll: false, grab: true });
  return true;
}

function choose() {
  if (!current && !step(1)) return false;
  const box = current.querySelector("input[type=checkbox]");
  if (!box) return false;
  box.checked = !box.checked;
  settle();
  return true;
}

function chooseAll() {
  const every = boxes().every((box) => box.checked);
  for (const box of boxes()) box.checked = !every;
  settle();
  return true;
}

function bring() {
  const form = document.getElementById("bring");
  if (!form) return false;
  const data = new FormData(form);
  if (!data.has("dismissal")) {
    const button = current && current.querySelector("[data-do=bring]");
    if (!button) return false;
    data.append("dismissal", button.value);
  }
  void send(form, data);
  return true;
}

on("j", () => step(1));
on("k", () => step(-1));
on("d", () => ask("finding"));
on("t", () => ask("term"));
on("w", () => ask("work"));
on("p", () => ask("project"));
on("x", choose);
on("*", chooseAll);
on("b", bring);
on("u", () => {
  const form = document.getElementById("undo");
  if (!form) return false;
  void send(form);
  return true;
});
on("e", () => {
  const link = current && current.querySelector("[data-do=edit]");
  if (!link) return false;
  void edit(link, focus);
  return true;
});
function open(event) {
  if (event.target.closest("a, button, summary, input, label")) return false;
  const link = current && current.querySelector(".to-row");
  if (!link) return false;
  location.assign(link.href);
  return true;
}
on("o", open);
on("Enter", open);
onBack(0.5, () => leave(document.querySelector(".found.mending"), focus) || clear());

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const control = target && target.closest("#findings [data-do]");
  const item = target && target.closest(".found");
  if (control) {
    const what = control.dataset.do;
    if (what === "clear") clear();
    else if (what === "leave") leave(item, focus);
    else if (what === "take") take(control);
    else if (what === "edit" && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      void edit(control, focus);
    } else if (what === "dismiss") {
      event.preventDefault();
      for (const box of chosen()) box.checked = false;
      focus(item, { scroll: false });
      settle();
      ask("finding");
    } else if (what === "bring") {
      event.preventDefault();
      for (const box of chosen()) box.checked = false;
      focus(item, { scroll: false });
      bring();
    }
    return;
  }
  const tab = target && target.closest("form.fix [data-lang]");
  if (tab) {
    event.preventDefault();
    void edit(tab, focus);
  } else if (item && !target.closest("a, button, input, select, textarea, label, form") && !String(getSelection())) {
    focus(item, { scroll: false });
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches(".found input[type=checkbox]")) {
    focus(event.target.closest(".found"), { scroll: false });
    settle();
  }
});

document.addEventListener("focusin", (event) => {
  const item = event.target instanceof Element && event.target.closest(".found");
  if (item && item !== current && !event.target.closest("form")) focus(item, { scroll: false });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("#dismiss, #bring, #undo, form.fix")) return;
  event.preventDefault();
  if (form.id === "bring") {
    bring();
    return;
  }
  const data = new FormData(form);
  if (form.id === "dismiss") {
    if (answering) data.set("finding", answering.id.slice(1));
    if (!data.has("finding")) return;
    localStorage.setItem(MEMORY, form.elements.reason.value);
  }
  void send(form, data);
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target instanceof Element && event.target.closest("form.fix");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

// When the checks are done the list is shown anew, unless somebody is in the middle of something.
document.addEventListener("htmx:afterSwap", () => {
  if (!document.querySelector("#checking[data-done]")) return;
  if (document.querySelector(".act-bar.shown, form.fix, details.menu[open], dialog[open]")) return;
  if (current) sessionStorage.setItem(PLACE, current.dataset.print);
  location.reload();
});

const kept = sessionStorage.getItem(PLACE);
sessionStorage.removeItem(PLACE);
if (kept) focus(items().find((item) => item.dataset.print === kept) || null);

document.documentElement.dataset.findings = "ready";
