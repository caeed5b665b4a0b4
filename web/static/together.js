// Working on one table together: what the others did is asked for while the page is in sight and put into the table,
// around whatever is being typed. Where two changed the same, both are shown and one chooses.

import { send } from "./mend.js";
import { byId, take, table } from "./rows.js";

const PAUSE = 2500;
const LONGEST = 30000;
const STAYS = 7000;
const UNAWARE = 500; // keys pressed so soon were meant for the field
const box = document.getElementById("together");
const here = box.querySelector(".here");
const news = box.querySelector(".news");
const own = new Set();
const kept = new Map();
let since = box.dataset.since;
let pause = PAUSE;
let timer = 0;
let fading = 0;
let asking = false;
let patience = 0;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const open = () => table.querySelector(".editor");

document.addEventListener("mended", (event) => {
  if (event.detail.revision) own.add(event.detail.revision);
});

// Asking.
function later(wait = pause) {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(ask, wait);
}

async function ask() {
  if (asking || document.hidden) return;
  asking = true;
  const answer = await fetch(`${box.dataset.src}?since=${since}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  const gone = answer && [401, 403, 404].includes(answer.status); // signed out, or the work is gone: the next click says so
  pause = answer?.ok ? PAUSE : Math.min(pause * 2, LONGEST);
  if (answer?.ok) {
    present(answer.headers.get("Here") || "");
    if (answer.status !== 204) await put(await answer.json());
  }
  asking = false;
  if (!gone) later();
}

function present(names) {
  const list = names.split(",").filter(Boolean).map(decodeURIComponent);
  here.hidden = !list.length;
  const text = list.length ? fill(box.dataset.here, { names: list.join(", ") }) : "";
  if (here.textContent !== text) here.textContent = text;
}

// Putting what changed into the table.
async function put(body) {
  if (body.whole) {
    say(box.dataset.whole, box.dataset.load);
    return;
  }
  // An edit of this person that the page does not know is on its way to it, or was made in another window.
  const shaped = (edit) => edit.old !== edit.new;
  if (body.edits.some((edit) => edit.own && shaped(edit) && !own.has(edit.revision)) && patience < 2) {
    patience += 1;
    return;
  }
  patience = 0;
  const edits = body.edits.filter((edit) => !own.has(edit.revision));
  if (edits.some(shaped) && open()) return; // rows do not move away under somebody who types
  since = body.since;
  const fresh = Array.from(new DOMParser().parseFromString(body.rows, "text/html").body.children);
  const others = edits.filter((edit) => !edit.own);
  const now = fresh.filter((row) => changed(row) && !held(row, others));
  if (now.length || edits.some(shaped)) {
    const back = place();
    await take(edits.filter(shaped), now.map((row) => row.outerHTML).join(""), edits.some(shaped) ? body.order : []);
    back();
    for (const row of now) if (others.length) byId(row.dataset.row)?.classList.add("fresh");
  }
  if (body.figures && document.getElementById("figures")) document.getElementById("figures").outerHTML = body.figures;
  if (others.length) tell(others);
}

const look = (row) => row.outerHTML.replace(/ (class|tabindex|aria-current|id|href|aria-describedby)="[^"]*"/g, "");

/** Whether a row is other than the page shows it. */
function changed(row) {
  const there = byId(row.dataset.row);
  return !there || there.querySelector(".editor") || look(there) !== look(row) || there.classList.contains("confirmed") !== row.classList.contains("confirmed");
}

/** A row in which somebody types stays as it is; it follows when the field is closed. */
function held(row, others) {
  const there = byId(row.dataset.row);
  if (!there?.querySelector(".editor")) return false;
  kept.set(row.dataset.row, row.outerHTML);
  const same = Array.from(row.querySelectorAll(".seg")).every((part) => there.querySelector(`.seg[data-seg="${part.dataset.seg}"]`)?.dataset.version === part.dataset.version);
  if (others.length && !same) {
    there.classList.add("overtaken");
    say(fill(box.dataset.kept, { who: others.at(-1).who }));
  }
  return true;
}

new MutationObserver(() => {
  for (const [id, html] of kept) {
    const there = byId(id);
    if (there?.querySelector(".editor")) continue;
    kept.delete(id);
    there?.classList.remove("overtaken");
    if (there && Number(there.dataset.version) < Number(/data-version="(\d+)"/.exec(html)[1])) {
      const back = place();
      void take([], html).then(back);
    }
  }
}).observe(table, { childList: true, subtree: true });

/** Where the reader is: gives a function that goes there again. */
function place() {
  const active = document.activeElement;
  const row = active?.closest?.(".row");
  const on = table.querySelector(".row.on");
  const part = active?.closest?.("[data-seg]")?.dataset.seg;
  const top = (on || row)?.getBoundingClientRect().top;
  const within = row && !active.closest(".editor");
  return () => {
    const again = on && byId(on.dataset.row);
    if (again && again !== on) {
      again.classList.add("on");
      again.tabIndex = 0;
      again.setAttribute("aria-current", "true");
      table.dispatchEvent(new CustomEvent("replaced", { detail: again }));
    }
    if (within && !active.isConnected) (table.querySelector(`.seg[data-seg="${part}"]`) || byId(row.dataset.row))?.focus({ preventScroll: true });
    const stood = byId((on || row)?.dataset.row);
    if (stood && top !== undefined) window.scrollBy({ top: stood.getBoundingClientRect().top - top, behavior: "instant" });
  };
}

function tell(edits) {
  const last = edits.at(-1);
  say(edits.length > 1 ? `${last.said} (+${edits.length - 1})` : last.said);
}

function say(text, load = "") {
  clearTimeout(fading);
  news.replaceChildren(text);
  if (load) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = load;
    button.addEventListener("click", () => location.reload());
    news.append(button);
  } else {
    fading = setTimeout(() => news.replaceChildren(), STAYS);
  }
}

document.addEventListener("visibilitychange", () => later(0));
later();

// The choice. What both wrote is shown with what differs; keys 1, 2, 3 choose, Esc leaves it for later.
const dialog = document.getElementById("conflict");
const both = document.getElementById("conflict-both");
let chosen = null;
let shown = 0;

const at = (name) => dialog.querySelector(`[data-place="${name}"]`);
const pieces = (text) => Array.from(new Intl.Segmenter(undefined, { granularity: "word" }).segment(text), (one) => one.segment);

/** The pieces of one text that the other has not, by the longest run of pieces that both have in order. */
function marked(mine, theirs) {
  const [left, right] = [pieces(mine), pieces(theirs)];
  const long = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1)
      long[i][j] = left[i] === right[j] ? long[i + 1][j + 1] + 1 : Math.max(long[i + 1][j], long[i][j + 1]);
  const found = document.createDocumentFragment();
  for (let i = 0, j = 0; i < left.length; i += 1) {
    while (j < right.length && left[i] !== right[j] && long[i][j + 1] >= long[i + 1][j]) j += 1;
    const same = j < right.length && left[i] === right[j];
    if (same) {
      j += 1;
      found.append(left[i]);
    } else {
      const mark = document.createElement("mark");
      mark.textContent = left[i];
      found.append(mark);
    }
  }
  return found;
}

document.addEventListener("conflict", (event) => {
  const { detail } = event;
  event.preventDefault();
  chosen = detail;
  const words = detail.mine !== undefined && detail.theirs !== undefined;
  const lang = words ? table.querySelector(`.seg[data-seg="${detail.facts.segment}"]`)?.closest(".cell").lang : "";
  at("who").textContent = words || !detail.who ? fill(at("who").dataset.text, { who: detail.who || "" }) : detail.detail;
  if (!words) at("who").textContent = detail.who ? `${detail.detail} (${detail.who})` : detail.detail;
  dialog.querySelector(".ways").hidden = !words;
  at("later").hidden = !words;
  for (const group of dialog.querySelectorAll(".choose")) group.hidden = group.classList.contains("act") === words;
  if (words) {
    at("name").textContent = fill(at("name").dataset.text, { who: detail.who || "" });
    at("mine").replaceChildren(marked(detail.mine, detail.theirs));
    at("theirs").replaceChildren(marked(detail.theirs, detail.mine));
    both.value = detail.theirs + (lang?.startsWith("zh") ? "" : " ") + detail.mine;
    for (const part of [at("mine"), at("theirs"), both]) part.lang = lang || "";
  }
  if (!dialog.open) dialog.showModal();
  document.getElementById("conflict-head").focus(); // no button: whoever types on, and Enter, chooses nothing
  shown = event.timeStamp;
});

async function choose(choice) {
  const { facts, keep, mine } = chosen;
  const { segment } = facts;
  const draft = `draft:${segment}`;
  const wanted = choice === "both" ? both.value.trim() : mine;
  chosen = null;
  localStorage.removeItem(draft); // or else the row, once in focus, opens a field with it
  dialog.close();
  if (choice !== "theirs") {
    const answer = await (choice === "both" ? send("words", () => ({ segment, text: wanted }), { segment }) : keep());
    if (segment && wanted && (!answer || answer.failed)) localStorage.setItem(draft, wanted);
  }
  if (segment) table.querySelector(`.seg[data-seg="${segment}"]`)?.focus({ preventScroll: true });
  later(0);
}

dialog.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choice]");
  if (button && chosen) void choose(button.dataset.choice);
});
dialog.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.altKey) return;
  if (event.target === both) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void choose("both");
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  const buttons = dialog.querySelectorAll(".choose:not([hidden]) button");
  const button = buttons[Number(event.key) - 1];
  if (!button || !/^[1-3]$/.test(event.key) || event.timeStamp - shown < UNAWARE) return;
  event.preventDefault();
  if (button.dataset.choice === "both") both.focus();
  else button.click();
});
