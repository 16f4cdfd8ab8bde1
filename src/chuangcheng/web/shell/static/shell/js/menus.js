// Menus on <details>, dialogs, and the folding rail.

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function foldRail() {
  const root = document.documentElement;
  const narrow = root.dataset.rail !== "narrow";
  if (narrow) root.dataset.rail = "narrow";
  else delete root.dataset.rail;
  document.cookie = `rail=${narrow ? "narrow" : "wide"}; path=/; max-age=31536000; samesite=lax`;
}

export function startMenus(root) {
  root.addEventListener("click", (event) => {
    const target = event.target.closest("[data-opens], [data-closes], [data-folds-rail], [data-prints]");
    closeMenus(event.target.closest("details.menu"));
    if (!target) return;
    if (target.dataset.opens) document.getElementById(target.dataset.opens)?.showModal();
    else if ("closes" in target.dataset) target.closest("dialog")?.close();
    else if ("prints" in target.dataset) window.print();
    else foldRail();
  });
  root.addEventListener("click", (event) => {
    // A click on the shade around a dialog closes it.
    if (event.target instanceof HTMLDialogElement) event.target.close();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
}
