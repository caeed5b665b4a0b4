// From change to change by key; Enter leads to the row in the parallel view.

import { on, onBack } from "./keys.js";

const changes = [...document.querySelectorAll("[data-change]")];
let at = -1;

function go(to) {
  if (!changes.length) return false;
  changes[at]?.classList.remove("on");
  at = Math.min(Math.max(to, 0), changes.length - 1);
  const here = changes[at];
  here.classList.add("on");
  here.focus({ preventScroll: true });
  here.scrollIntoView({ block: "nearest" });
  return true;
}

for (const [keys, step] of [[["n", "j"], 1], [["p", "k"], -1]]) {
  for (const key of keys) on(key, () => go(at + step));
}
on("Enter", () => {
  if (document.activeElement?.closest("a, button, summary")) return false;
  const link = changes[at]?.querySelector(".where a");
  if (!link) return false;
  link.click();
  return true;
});
onBack(2, () => {
  if (at < 0) return false;
  changes[at].classList.remove("on");
  changes[at].blur();
  at = -1;
  return true;
});
document.addEventListener("click", (event) => {
  const place = changes.indexOf(event.target instanceof Element ? event.target.closest("[data-change]") : null);
  if (place >= 0 && !window.getSelection()?.toString()) go(place);
});
