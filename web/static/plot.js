// The alignment as a picture: one text across, the other down, a mark for each row. Texts in step give a straight line;
// what one of them lacks is a step, what was drawn wrong an arch. A click, or the arrow keys, go to a row.

import { go } from "./table.js";
import { numberOf, table } from "./rows.js";

const canvas = document.getElementById("plot");
const left = document.getElementById("plot-left");
const right = document.getElementById("plot-right");
const drift = document.getElementById("plot-drift");
const LOOK = { c: "check", d: "bad", k: "good", g: "accent" };
const FAR = 0.02;
let data = null;
let points = [];
let at = 1;

// A canvas knows no variables of the style sheets: an element that has them does.
const probe = document.createElement("i");
probe.hidden = true;
canvas?.after(probe);

function colour(name) {
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

async function read() {
  const answer = await fetch(canvas.dataset.src, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  data = await answer.json();
  for (const lang of data.langs) data.lengths[lang] = Array.from(atob(data.lengths[lang]), (letter) => letter.charCodeAt(0));
  canvas.setAttribute("aria-valuemax", data.states.length);
  draw();
}

/** Where each row begins and ends in the two texts, from 0 to 1, and how far the rows so far are out of step. */
function measured() {
  const [across, down] = [data.lengths[left.value], data.lengths[right.value]];
  const wholes = [across, down].map((lengths) => lengths.reduce((sum, one) => sum + one, 0) || 1);
  let [x, y] = [0, 0];
  return across.map((size, place) => {
    const point = { x, y, toX: x + size / wholes[0], toY: y + down[place] / wholes[1], state: data.states[place] };
    [x, y] = [point.toX, point.toY];
    point.drift = y - x;
    return point;
  });
}

function draw() {
  if (!data) return;
  points = measured();
  const scale = devicePixelRatio || 1;
  const box = canvas.getBoundingClientRect();
  if (!box.width) return;
  canvas.width = Math.round(box.width * scale);
  canvas.height = Math.round(box.height * scale);
  const pen = canvas.getContext("2d");
  const inset = 5 * scale;
  const [width, height] = [canvas.width - 2 * inset, canvas.height - 2 * inset];
  const place = (x, y) => [inset + x * width, inset + y * height];
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.strokeStyle = colour("line-2");
  pen.lineWidth = scale;
  pen.setLineDash([3 * scale, 3 * scale]);
  pen.beginPath();
  pen.moveTo(...place(0, 0));
  pen.lineTo(...place(1, 1));
  pen.stroke();
  pen.setLineDash([]);
  for (const state of ["g", "k", "c", "d"]) {
    pen.strokeStyle = colour(LOOK[state]);
    pen.fillStyle = pen.strokeStyle;
    pen.lineWidth = (state === "k" ? 2.6 : 1.4) * scale;
    pen.beginPath();
    for (const point of points.filter((one) => one.state === state)) {
      pen.moveTo(...place(point.x, point.y));
      pen.lineTo(...place(point.toX, point.toY));
    }
    pen.stroke();
    if (state === "c" || state === "d") for (const point of points.filter((one) => one.state === state)) sign(pen, place((point.x + point.toX) / 2, (point.y + point.toY) / 2), state, scale);
  }
  here(pen, place, colour("accent"), scale);
  tell();
}

/** To check is a half disc, doubtful an open ring: the signs of the rows, smaller. */
function sign(pen, [x, y], state, scale) {
  pen.lineWidth = scale;
  pen.beginPath();
  pen.arc(x, y, 2.6 * scale, 0, 2 * Math.PI);
  pen.stroke();
  if (state === "d") return;
  pen.beginPath();
  pen.arc(x, y, 2.6 * scale, Math.PI / 2, 1.5 * Math.PI);
  pen.fill();
}

function here(pen, place, colour, scale) {
  const point = points[at - 1];
  if (!point) return;
  const [x, y] = place((point.x + point.toX) / 2, (point.y + point.toY) / 2);
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.55;
  pen.lineWidth = scale;
  pen.beginPath();
  pen.moveTo(x, 0);
  pen.lineTo(x, canvas.height);
  pen.moveTo(0, y);
  pen.lineTo(canvas.width, y);
  pen.stroke();
  pen.globalAlpha = 1;
}

/** The same in words: how the row in focus stands, and where the texts are furthest out of step. */
function tell() {
  const state = data.states[at - 1];
  canvas.setAttribute("aria-valuenow", at);
  canvas.setAttribute("aria-valuetext", `${canvas.dataset.row.replace("{number}", at)}, ${canvas.dataset[state] || ""}`);
  const level = points.reduce((sum, point) => sum + point.drift, 0) / (points.length || 1);
  const ranked = points.map((point, place) => ({ number: place + 1, far: Math.abs(point.drift - level) })).sort((one, other) => other.far - one.far);
  const found = [];
  for (const one of ranked) {
    if (one.far < FAR || found.length === 3) break;
    if (found.every((other) => Math.abs(other.number - one.number) > points.length / 20)) found.push(one);
  }
  if (!found.length) {
    drift.textContent = drift.dataset.none;
    return;
  }
  const [before, after] = drift.dataset.some.split("{rows}");
  const links = found.sort((one, other) => one.number - other.number).flatMap((one, place) => {
    const link = document.createElement("a");
    link.href = `#r${one.number}`;
    link.textContent = one.number;
    return place ? [", ", link] : [link];
  });
  drift.replaceChildren(before, ...links, after);
}

function nearest(event) {
  const box = canvas.getBoundingClientRect();
  const x = (event.clientX - box.left - 5) / (box.width - 10);
  const y = (event.clientY - box.top - 5) / (box.height - 10);
  let best = 0;
  let least = Infinity;
  points.forEach((point, place) => {
    const away = Math.hypot((point.x + point.toX) / 2 - x, (point.y + point.toY) / 2 - y);
    if (away < least) [least, best] = [away, place + 1];
  });
  return best;
}

canvas?.addEventListener("click", (event) => {
  if (points.length) go(nearest(event), { block: "center" });
});
canvas?.addEventListener("keydown", (event) => {
  const page = Math.max(Math.round(points.length / 20), 5);
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -points.length, End: points.length };
  if (event.key === "Enter") go(at, { block: "center" });
  else if (!(event.key in steps)) return;
  else {
    at = Math.min(Math.max(at + steps[event.key], 1), points.length);
    draw();
  }
  event.preventDefault();
  event.stopPropagation();
});
for (const name of ["focusrow", "scrollrow"])
  table.addEventListener(name, (event) => {
    at = numberOf(event.detail);
    requestAnimationFrame(draw);
  });
for (const choice of [left, right])
  choice?.addEventListener("change", () => {
    if (left.value === right.value) {
      const other = choice === left ? right : left;
      other.value = Array.from(other.options, (option) => option.value).find((value) => value !== choice.value);
    }
    draw();
  });

let soon = 0;
document.addEventListener("mended", (event) => {
  if (!event.detail.revision) return;
  clearTimeout(soon);
  soon = setTimeout(read, 500);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
if (canvas) {
  new ResizeObserver(() => draw()).observe(canvas);
  read();
}
