// Rows come when they are near the window: what the reader looks at first, and what was only passed by not at all.

import { ask, chunks, firstOf, parsed, still, table } from "./rows.js";

const AT_ONCE = 3;
const AGAIN = 3000;
const ROW = 110; // pixels, until some were seen
const loading = new Map();
const near = new Set();
let busy = 0;

/** Fetch the rows of a chunk, unless that was done. */
export function load(chunk) {
  if (!loading.has(chunk)) loading.set(chunk, fetchRows(chunk));
  return loading.get(chunk);
}

/** Fetch the rows of a chunk once more. */
export function again(chunk) {
  loading.delete(chunk);
  return load(chunk);
}

function source(chunk) {
  const url = new URL(table.dataset.src, location.href);
  const all = chunks();
  const place = all.indexOf(chunk);
  url.searchParams.set("from", place ? firstOf(chunk) : 1);
  if (all[place + 1]) url.searchParams.set("before", firstOf(all[place + 1]));
  return url;
}

async function fetchRows(chunk) {
  watch.unobserve(chunk);
  near.delete(chunk);
  const answer = await fetch(source(chunk), ask).catch(() => null);
  if (!answer?.ok) {
    loading.delete(chunk);
    setTimeout(() => chunk.isConnected && watch.observe(chunk), AGAIN);
    return;
  }
  const found = parsed(await answer.text());
  const bottom = scrollY + innerHeight > document.documentElement.scrollHeight - 4;
  still(() => {
    chunk.replaceChildren(...found);
    chunk.classList.remove("waits");
    chunk.removeAttribute("aria-busy");
    chunk.style.minBlockSize = "";
  });
  if (bottom && !chunk.nextElementSibling) window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  table.dispatchEvent(new CustomEvent("rows", { detail: found }));
}

/** The nearest to the middle of the window first. */
function pump() {
  while (busy < AT_ONCE && near.size) {
    const away = (chunk) => {
      const box = chunk.getBoundingClientRect();
      return Math.max(box.top - innerHeight / 2, innerHeight / 2 - box.bottom, 0);
    };
    const [next] = Array.from(near, (chunk) => [chunk, away(chunk)]).sort((one, other) => one[1] - other[1])[0];
    near.delete(next);
    if (!next.isConnected || !next.classList.contains("waits")) continue;
    busy += 1;
    load(next).finally(() => {
      busy -= 1;
      pump();
    });
  }
}

const watch = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) near.add(entry.target);
      else near.delete(entry.target);
    }
    pump();
  },
  { rootMargin: "2400px 0px" },
);

/** How high a row is, as far as rows were seen. */
function height() {
  const seen = table.querySelector(".chunk:not(.waits)");
  const count = seen?.childElementCount || 0;
  return count > 3 ? Math.max(seen.getBoundingClientRect().height / count, 40) : ROW;
}

/** Give the chunks about the height that they will have, and fetch those that come near. */
export function prepare() {
  const each = height();
  for (const chunk of chunks()) {
    const size = Math.round(Number(chunk.dataset.count) * each);
    chunk.style.containIntrinsicBlockSize = `auto ${size}px`;
    if (!chunk.classList.contains("waits")) continue;
    chunk.style.minBlockSize = `${size}px`;
    watch.observe(chunk);
  }
}

table.addEventListener("drawn", () => {
  loading.clear();
  near.clear();
  prepare();
});
prepare();
