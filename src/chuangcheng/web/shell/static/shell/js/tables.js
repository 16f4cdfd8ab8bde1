// Density and selection of tables.

const DENSITY = "table-density";

function setDensity(box, density) {
  const table = box.querySelector("table");
  table.classList.remove("dense", "roomy");
  if (density !== "normal") table.classList.add(density);
  for (const button of box.querySelectorAll("[data-density]")) {
    button.setAttribute("aria-pressed", String(button.dataset.density === density));
  }
}

function followSelection(box) {
  const all = box.querySelector("[data-select-all]");
  if (!all) return;
  const rows = [...box.querySelectorAll("[data-select-row]")];
  const shown = box.querySelector("[data-chosen]");
  const count = box.querySelector("[data-chosen-count]");
  const tell = () => {
    const chosen = rows.filter((row) => row.checked).length;
    all.checked = chosen > 0 && chosen === rows.length;
    all.indeterminate = chosen > 0 && chosen < rows.length;
    if (shown) shown.hidden = chosen === 0;
    if (count) count.textContent = String(chosen);
  };
  all.addEventListener("change", () => {
    for (const row of rows) row.checked = all.checked;
    tell();
  });
  for (const row of rows) row.addEventListener("change", tell);
  tell();
}

// What a phone folds away stands open on a wide screen, in browsers too that do not know ::details-content.
function openOnWide(root) {
  const wide = window.matchMedia("(width >= 700px)");
  for (const details of root.querySelectorAll("details[data-opens-wide]")) {
    const tell = () => { if (wide.matches) details.open = true; };
    tell();
    wide.addEventListener("change", tell);
  }
}

export function startTables(root) {
  openOnWide(root);
  const boxes = root.matches?.("[data-table]") ? [root] : [];
  for (const box of [...boxes, ...root.querySelectorAll("[data-table]")]) {
    if (box.dataset.started) continue;
    box.dataset.started = "1";
    setDensity(box, localStorage.getItem(DENSITY) ?? "normal");
    for (const button of box.querySelectorAll("[data-density]")) {
      button.addEventListener("click", () => {
        localStorage.setItem(DENSITY, button.dataset.density);
        setDensity(box, button.dataset.density);
      });
    }
    followSelection(box);
  }
}
