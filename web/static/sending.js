// Large files show how far they are on their way, and can be called back. Small ones are sent as any form is.

const LARGE = 2e6; // bytes; below that the page is there before a bar could be read

const heavy = (form) =>
  Array.from(form.querySelectorAll("input[type=file]")).flatMap((field) => Array.from(field.files)).reduce((sum, file) => sum + file.size, 0);

function left(form, began, part) {
  const seconds = Math.ceil(((performance.now() - began) / 1000) * ((1 - part) / part));
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "second", unitDisplay: "long" });
  return form.dataset.left.replace("{time}", format.format(Math.max(seconds, 1)));
}

function send(form, submitter) {
  const request = new XMLHttpRequest();
  const began = performance.now();
  const bar = document.getElementById("sending").content.firstElementChild.cloneNode(true);
  const [words, progress] = [bar.querySelector(".quiet"), bar.querySelector("progress")];
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
  form.after(bar);
  form.hidden = true;

  function back(sentence) {
    bar.remove();
    form.hidden = false;
    form.dispatchEvent(new CustomEvent("sending-ended"));
    if (submitter) submitter.focus();
    if (!sentence) return;
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.setAttribute("role", "alert");
    problem.textContent = sentence;
    form.before(problem);
  }

  request.upload.addEventListener("progress", (event) => {
    const part = event.loaded / event.total;
    progress.value = part;
    words.textContent = percent.format(part) + (part > 0.05 && part < 1 ? ` · ${left(form, began, part)}` : "");
  });
  request.addEventListener("load", () => {
    const place = request.getResponseHeader("X-Location");
    if (request.status === 204 && place) {
      location.assign(place);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const said = page.querySelector("[role=alert], main .problem, main p");
    back(said ? said.textContent.trim() : form.dataset.lost);
  });
  request.addEventListener("error", () => back(form.dataset.lost));
  request.addEventListener("abort", () => back(""));
  bar.querySelector("button").addEventListener("click", () => request.abort());
  request.open("POST", form.action);
  request.setRequestHeader("X-Sending", "1");
  request.send(new FormData(form, submitter));
  bar.querySelector("button").focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("form[data-left]") || heavy(form) < LARGE) return;
  for (const old of form.parentElement.querySelectorAll(":scope > .problem[role=alert]")) old.remove();
  const label = event.submitter && event.submitter.textContent;
  form.addEventListener(
    "sending-ended",
    () => {
      if (!event.submitter) return;
      event.submitter.textContent = label;
      event.submitter.removeAttribute("aria-busy");
    },
    { once: true },
  );
  event.preventDefault();
  send(form, event.submitter);
}, { capture: true });
