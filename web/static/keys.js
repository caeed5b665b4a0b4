// Keys of the workbench. They rest while somebody types, while an input method composes, and while a dialog is open.

const actions = new Map();

/** Let a key (as KeyboardEvent.key gives it, in lower case) do something. */
export function on(key, action) {
  actions.set(key, action);
}

function typing(target) {
  return target instanceof Element && Boolean(target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"));
}

/** Whether a key press is the input method's own business. */
function composing(event) {
  return event.isComposing || event.keyCode === 229;
}

document.addEventListener("keydown", (event) => {
  if (composing(event) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (!document.querySelector("dialog[open]")) stepBack(event);
    return;
  }
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
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
