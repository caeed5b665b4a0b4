// The choice where two changed the same. What both wrote is shown with what differs; keys 1, 2, 3 choose, Esc leaves it
// for later. Words whose sentence is gone are shown, so that they can be copied.

import { character } from "./keys.js";
import { send } from "./mend.js";
import { table } from "./rows.js";

const UNAWARE = 500; // keys pressed so soon were meant for the field
const LONG = 4_000_000; // steps, above which differences are not marked
const dialog = document.getElementById("conflict");
const both = document.getElementById("conflict-both");
let chosen = null;
let shown = 0;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const at = (name) => dialog.querySelector(`[data-place="${name}"]`);
const pieces = (text) => Array.from(new Intl.Segmenter(undefined, { granularity: "word" }).segment(text), (one) => one.segment);

/** The pieces of one text that the other has not, by the longest run of pieces that both have in order. */
function marked(mine, theirs) {
  const [left, right] = [pieces(mine), pieces(theirs)];
  if (left.length * right.length > LONG) return mine;
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
  const gone = detail.detail === undefined;
  const words = detail.mine !== undefined && detail.theirs !== undefined;
  const lang = words ? table.querySelector(`.seg[data-seg="${detail.facts.segment}"]`)?.closest(".cell").lang : "";
  at("who").textContent = words || !detail.who ? fill(at("who").dataset.text, { who: detail.who || "" }) : detail.detail;
  if (!words) at("who").textContent = detail.who ? `${detail.detail} (${detail.who})` : detail.detail || at("who").dataset.gone;
  dialog.querySelector(".ways").hidden = !words && !gone;
  for (const part of dialog.querySelectorAll(".ways section:not(.joined), .ways label, .ways kbd")) part.hidden = gone;
  at("later").hidden = !words;
  const asked = gone ? "gone" : words ? "words" : "act";
  for (const group of dialog.querySelectorAll(".choose")) group.hidden = !group.classList.contains(asked);
  if (gone) both.value = detail.mine;
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
  const segment = facts?.segment;
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
  document.dispatchEvent(new CustomEvent("chosen"));
}

dialog.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choice]");
  if (button && chosen) void choose(button.dataset.choice);
});
dialog.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.target === both) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void choose("both");
    return;
  }
  const key = character(event);
  const buttons = dialog.querySelectorAll(".choose:not([hidden]) button");
  const button = buttons[Number(key) - 1];
  if (!button || !/^[1-3]$/.test(key) || event.timeStamp - shown < UNAWARE) return;
  event.preventDefault();
  if (button.dataset.choice === "both") both.focus();
  else button.click();
});
