// Files to add: chosen or dropped anywhere on the page, listed before they are sent.

import { onBack } from "./keys.js";

const form = document.getElementById("add");
const field = document.getElementById("files");
const list = document.getElementById("chosen");
const item = document.getElementById("chosen-item");
const drop = document.querySelector(".drop");

function size(bytes) {
  const unit = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: unit[0], maximumFractionDigits: 1 });
  return format.format(Math.max(bytes / unit[1], 0.1));
}

function show() {
  list.replaceChildren(
    ...Array.from(field.files, (file) => {
      const line = item.content.cloneNode(true);
      line.querySelector(".name").textContent = file.name;
      line.querySelector(".quiet").textContent = size(file.size);
      return line;
    }),
  );
  form.classList.toggle("ready", field.files.length > 0);
  form.querySelector(".several").hidden = field.files.length < 2;
  if (field.files.length) form.querySelector("button.main").focus({ preventScroll: true });
}

field.addEventListener("change", show);
form.addEventListener("reset", () => setTimeout(show));
onBack(3, () => {
  if (!field.files.length) return false;
  form.reset();
  return true;
});

const carriesFiles = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");

document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  drop.hidden = false;
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.hidden = true;
});
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  drop.hidden = true;
  field.files = event.dataTransfer.files;
  show();
});
