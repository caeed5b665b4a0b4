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
  if (free && commands?.(chord(event), event)) {
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (!document.querySelector("dialog[open]")) stepBack(event);
    return;
  }
  if (!free) return;
  const action = actions.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
  if (action && action(event) !== false) event.preventDefault();
});

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
