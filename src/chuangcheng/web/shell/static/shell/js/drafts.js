// Keeps what is typed into <form data-draft="name"> on this device until it has been sent.
// Passwords, files and hidden fields are never kept. Logging out clears all drafts: phones are shared.

const PREFIX = "draft:";
const SENT = "draft-sent";

function keyOf(form) {
  return `${PREFIX}${document.body.dataset.account ?? ""}:${location.pathname}:${form.dataset.draft}`;
}

function fieldsOf(form) {
  return [...form.elements].filter(
    (field) => field.name && !["hidden", "password", "file", "submit", "button", "reset"].includes(field.type),
  );
}

function read(form) {
  const kept = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) (kept[field.name] ??= []).push(field.value);
    } else if (field instanceof HTMLSelectElement && field.multiple) {
      kept[field.name] = [...field.selectedOptions].map((option) => option.value);
    } else if (field.value !== "") (kept[field.name] ??= []).push(field.value);
  }
  return kept;
}

function write(form, kept) {
  for (const field of fieldsOf(form)) {
    const values = kept[field.name] ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field instanceof HTMLSelectElement && field.multiple) {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else field.value = values[0] ?? "";
  }
}

function clearAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

function follow(form) {
  const key = keyOf(form);
  const note = form.querySelector("[data-draft-note]");
  const sent = sessionStorage.getItem(SENT);
  if (sent === key && !form.hasAttribute("data-refused")) localStorage.removeItem(key);
  const kept = localStorage.getItem(key);
  if (kept && note && kept !== JSON.stringify(read(form))) {
    note.hidden = false;
    note.querySelector("[data-draft-restore]").addEventListener("click", () => {
      write(form, JSON.parse(kept));
      note.hidden = true;
    });
    note.querySelector("[data-draft-drop]").addEventListener("click", () => {
      localStorage.removeItem(key);
      note.hidden = true;
    });
  }
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(read(form))));
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, key));
}

export function startDrafts(root) {
  const sent = sessionStorage.getItem(SENT);
  const refused = sent && document.querySelector("form[data-draft][data-refused]");
  if (root === document && sent && !refused && document.body.hasAttribute("data-account")) {
    // The page after a sending that was not refused: what was sent is stored by the server.
    const stillHere = [...document.querySelectorAll("form[data-draft]")].some((form) => keyOf(form) === sent);
    if (!stillHere) localStorage.removeItem(sent);
  }
  for (const form of root.querySelectorAll("form[data-draft]")) follow(form);
  if (root === document) {
    sessionStorage.removeItem(SENT);
    if (!document.body.hasAttribute("data-account")) clearAll();
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-clears-drafts]")) clearAll();
    });
  }
}
