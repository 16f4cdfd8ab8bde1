// The file drop: shows what was chosen and refuses, before sending, what the server would refuse for its size.

function show(drop) {
  const input = drop.querySelector("input[type=file]");
  const names = drop.querySelector("[data-file-names]");
  const limit = Number(drop.dataset.limit || 0);
  const files = [...input.files];
  const tooLarge = limit ? files.find((file) => file.size > limit) : undefined;
  input.setCustomValidity(tooLarge ? `${tooLarge.name}: ${drop.dataset.tooLarge}` : "");
  names.textContent = files.map((file) => `${file.name} (${Math.max(1, Math.round(file.size / 1024)).toLocaleString()} KB)`).join("; ");
  if (tooLarge) input.reportValidity();
}

export function startFiles(root) {
  for (const drop of root.querySelectorAll("[data-drop]")) {
    if (drop.dataset.started) continue;
    drop.dataset.started = "1";
    drop.addEventListener("change", () => show(drop));
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, () => drop.classList.add("drop-over"));
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("drop-over"));
  }
}
