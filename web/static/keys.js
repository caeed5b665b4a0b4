// Keys of the workbench. They rest while somebody types, while an input method composes, and while a dialog is open.

const actions = new Map();

/** Let a key (as KeyboardEvent.key gives it, in lower case) do something. */
export function on(key, action) {
  actions.set(key, action);
}

/** Whether a key does something that nobody can change. */
export function fixed(key) {
  return actions.has(key) || key === "Escape" || key === "Tab";
}

let commands = null;

/** Ask this for every key first, also for those with Ctrl, Alt and Shift: it says whether there was something to do. */
export function askFirst(asked) {
  commands = asked;
}

/** A key press in words: Ctrl+Shift+z, Alt+ArrowDown, j. Shift counts with letters and keys that write nothing. */
export function chord(event) {
  const letter = event.key.length === 1;
  const name = letter ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && (!letter || /\p{L}/u.test(name));
  const held = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", shift ? "Shift" : "", name];
  return held.filter(Boolean).join("+");
}

// Keys that write a character can stand alone, need Alt, or be off: whoever speaks to the computer, or strikes keys by
// chance, must not set something off. Everybody chooses in the list of keys; the browser keeps it.
const LETTERS = "keys:letters";
const WAYS = ["alone", "alt", "off"];

/** How keys that write a character are used: alone, alt, off. */
export function letters() {
  const kept = localStorage.getItem(LETTERS);
  return WAYS.includes(kept) ? kept : "alone";
}

/** Use them otherwise from now on. */
export function useLetters(way) {
  localStorage.setItem(LETTERS, way);
  document.documentElement.dataset.letters = letters();
}

document.documentElement.dataset.letters = letters();

const SIGNS = { Slash: ["/", "?"], Semicolon: [";", ":"], Comma: [",", "<"], Period: [".", ">"] };

const writes = (event) => event.key.length === 1 && event.key !== " ";

/** The character that a key press means where characters are keys: nothing where it means none. With Alt some systems
 * write another character, so that the place of the key counts. */
export function character(event) {
  const way = letters();
  if (event.ctrlKey || event.metaKey || way === "off") return "";
  if (way === "alone") return event.altKey || !writes(event) ? "" : event.key.toLowerCase();
  if (!event.altKey || event.getModifierState("AltGraph")) return "";
  const place = event.code?.match(/^(?:Key|Digit)(.)$/);
  if (/^[\x21-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  return place ? place[1].toLowerCase() : SIGNS[event.code]?.[Number(event.shiftKey)] || "";
}

function typing(target) {
  return target instanceof Element && Boolean(target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"));
}

/** Whether a key press is the input method's own business. */
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}

document.addEventListener("keydown", (event) => {
  if (composing(event) || event.defaultPrevented) return;
  const free = !typing(event.target) && !document.querySelector("dialog[open]");
  const written = character(event);
  const bare = writes(event) && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (free && !(bare && !written) && (commands?.(chord(event), event) || (event.altKey && written && commands?.(plain(event, written), event)))) {
    event.preventDefault();
    return;
  }
  if (written) {
    const action = free && actions.get(written);
    if (action && action(event) !== false) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (!document.querySelector("dialog[open]")) stepBack(event);
    return;
  }
  if (!free || event.key.length === 1) return;
  const action = actions.get(event.key);
  if (action && action(event) !== false) event.preventDefault();
});

/** What a character is called that was struck with Alt in place of alone. */
function plain(event, written) {
  return event.shiftKey && /\p{L}/u.test(written) ? `Shift+${written}` : written;
}

// Wherever a key that writes a character is named, it is marked, so that the page can say what it takes now.
const NAMED = /^(?:Shift )?[^\s↑↓←→↵]$/u;

export function markLetters(root = document) {
  for (const kbd of root.querySelectorAll("kbd:not(.letter)")) if (NAMED.test(kbd.textContent)) kbd.classList.add("letter");
}

markLetters();
document.addEventListener("htmx:afterSettle", (event) => markLetters(event.target));

const steps = [];

/** Add something that Esc can take back; it says whether there was anything to take back. Low ranks come first. */
export function onBack(rank, step) {
  steps.push({ rank, step });
  steps.sort((one, other) => one.rank - other.rank);
}

function stepBack(event) {
  for (const { step } of steps) {
    if (step()) {
      event.preventDefault();
      return;
    }
  }
}
