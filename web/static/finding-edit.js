// Mending the text of a finding where it stands. The list says how it gives a finding the focus.

export async function edit(link, focus) {
  const item = link.closest(".found");
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const form = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form.fix");
  if (!form) return;
  leave(item, focus);
  focus(item, { scroll: false });
  item.querySelector(".context").append(form);
  item.classList.add("mending");
  const fields = Array.from(form.querySelectorAll("textarea"));
  fields.forEach(fit);
  const mark = item.querySelector(".context p.fault mark");
  const field = (mark && fields.find((one) => one.value.includes(mark.textContent))) || fields[0];
  if (!field) return;
  field.focus();
  const place = mark ? field.value.indexOf(mark.textContent) : -1;
  if (place >= 0) field.setSelectionRange(place, place + mark.textContent.length);
}

export function leave(item, focus) {
  const form = item && item.querySelector("form.fix");
  if (!form) return false;
  form.remove();
  item.classList.remove("mending");
  focus(item, { scroll: false, grab: true });
  return true;
}

function fit(field) {
  field.rows = Math.min(12, Math.max(2, Math.ceil((field.scrollHeight - 16) / 25)));
}

// The mend that the check suggests, put into the text for the reader to look at before it is saved.
export function take(button) {
  const fields = Array.from(button.form.querySelectorAll("textarea"));
  const field = fields.find((one) => one.value.includes(button.dataset.from));
  if (!field) return;
  const place = field.value.indexOf(button.dataset.from);
  field.setRangeText(button.dataset.to, place, place + button.dataset.from.length, "select");
  field.focus();
  button.disabled = true;
}
