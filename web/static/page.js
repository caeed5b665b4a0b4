// What every page does: search key, list of keys, menus, selects that submit, buttons that say what they are doing.

import { letters, on, onBack, useLetters } from "./keys.js";

on("/", () => {
  const field = document.querySelector("[data-search]");
  if (field) {
    field.focus();
    field.select();
  } else {
    location.assign("/lookup");
  }
});

function open(name) {
  const dialog = document.getElementById(name);
  if (dialog && !dialog.open) dialog.showModal();
}

on("?", () => open("keys"));

const ways = document.querySelectorAll("select[data-letter-keys]");
for (const way of ways) {
  way.value = letters();
  way.addEventListener("change", () => {
    useLetters(way.value);
    for (const other of ways) other.value = way.value;
  });
}

for (const chip of document.querySelectorAll("a[data-key]")) on(chip.dataset.key, () => chip.click());

// One menu at a time; a click elsewhere or Esc closes it.
function closeMenus(except) {
  let closed = false;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
      closed = true;
    }
  }
  return closed;
}

onBack(1, () => {
  const field = document.activeElement;
  if (!field || !field.matches("input, select, textarea")) return false;
  field.blur();
  return true;
});
onBack(0, () => closeMenus());

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  closeMenus(target && target.closest("details.menu"));
  const opener = target && target.closest("[data-open]");
  if (opener) open(opener.dataset.open);
  const setting = target && target.closest(".settings a");
  if (setting) setting.hash = location.hash;
});

// The row that a link named is kept while one signs in.
for (const field of document.querySelectorAll("input[data-place]")) if (!field.value.includes("#")) field.value += location.hash;

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-submit]")) event.target.form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  // Whoever signs out leaves no words behind in the browser.
  if (event.target.matches("[data-sign-out]")) for (const name of Object.keys(localStorage)) if (/^(draft|findings):/.test(name)) localStorage.removeItem(name);
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  const button = event.submitter || event.target.querySelector("button[data-busy]");
  if (button && button.dataset.busy) {
    button.setAttribute("aria-busy", "true");
    button.textContent = button.dataset.busy;
  }
});
