// Working on one table together: what the others did is asked for while the page is in sight and put into the table,
// around whatever is being typed. Where two changed the same, both are shown and one chooses.

import { redraw, take } from "./changing.js";
import { settled } from "./mend.js";
import { here as inFocus } from "./table.js";
import { byId, numberOf, table, wanted } from "./rows.js";

const PAUSE = 2500;
const LONGEST = 30000;
const SOON = 300; // when what came was out of date
const STAYS = 7000;
const STAYS_LONG = 60000; // what became of one's own words is not missed by looking elsewhere
const CLICKING = 700; // so long rows do not change under a pointer that was just pressed
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
let pressed = -CLICKING;
let longer = 0;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const open = () => table.querySelector(".editor");

document.addEventListener("mended", (event) => {
  if (event.detail.revision) own.add(event.detail.revision);
  if (event.detail.since && event.detail.before === since) since = event.detail.since; // nobody else did anything: no need to ask
});

for (const name of ["pointerdown", "pointerup"]) table.addEventListener(name, (event) => (pressed = event.timeStamp), { passive: true });

// Asking.
function later(wait = pause) {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(ask, wait);
}

async function ask() {
  if (asking || document.hidden) return;
  asking = true;
  const before = settled();
  const answer = await fetch(`${box.dataset.src}?${new URLSearchParams({ since, ...wanted() })}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  const gone = answer && [401, 403, 404].includes(answer.status); // signed out, or the work is gone: the next click says so
  pause = answer?.ok ? PAUSE : Math.min(pause * 2, LONGEST);
  if (answer?.ok) {
    present(answer.headers.get("Here") || "");
    const body = answer.status === 204 ? null : await answer.json().catch(() => null);
    // Rows as they were before an edit of one's own, or amid it, are not put over what that edit made of them.
    if (body && before === settled() && before !== null) await put(body);
    else if (body) pause = SOON;
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
  if (performance.now() - pressed < CLICKING) return;
  if (body.whole) {
    await putWhole(body);
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
    await take(edits.filter(shaped), now.map((row) => row.outerHTML).join(""), { order: edits.some(shaped) ? body.order : [], inside: body.inside });
    back();
    for (const row of now) if (others.length) byId(row.dataset.row)?.classList.add("fresh");
  }
  if (body.figures && document.getElementById("figures")) document.getElementById("figures").outerHTML = body.figures;
  if (others.length) tell(others);
}

/** The table was drawn anew: it is so here too, unless somebody is typing, who chooses when. */
async function putWhole(body) {
  if (open()) {
    say(box.dataset.whole, box.dataset.load);
    return;
  }
  const row = inFocus();
  const back = place();
  if (!(await redraw(row?.isConnected ? numberOf(row) : 1))) {
    say(box.dataset.whole, box.dataset.load);
    return;
  }
  since = body.since;
  back();
  say(box.dataset.drawn);
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
      void take([], html).then(back); // as much of a filter as it was
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
  const last = edits.findLast((edit) => edit.yours) || edits.at(-1);
  if (longer && !last.yours && performance.now() < longer) return;
  longer = last.yours ? performance.now() + STAYS_LONG : 0;
  say(edits.length > 1 ? `${last.said} (+${edits.length - 1})` : last.said, "", last.yours ? STAYS_LONG : STAYS);
  if (last.yours) quote(last);
}

/** The words within what was said are in their own language. */
function quote(edit) {
  const [text] = news.childNodes;
  const at = text.data.lastIndexOf(edit.yours);
  if (at < 0) return;
  const own = document.createElement("span");
  own.lang = edit.lang;
  own.dir = "auto";
  own.textContent = edit.yours;
  news.replaceChildren(text.data.slice(0, at), own, text.data.slice(at + edit.yours.length));
}

function say(text, load = "", stays = STAYS) {
  clearTimeout(fading);
  news.replaceChildren(text);
  if (load) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = load;
    button.addEventListener("click", () => {
      document.activeElement?.blur(); // what stands in a field is saved when it is left
      later(400);
    });
    news.append(button);
  } else {
    fading = setTimeout(() => news.replaceChildren(), stays);
  }
}

document.addEventListener("visibilitychange", () => later(0));
document.addEventListener("chosen", () => later(0));
later();
