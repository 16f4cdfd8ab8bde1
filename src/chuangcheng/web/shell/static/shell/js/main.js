// Starts the small modules. No page needs them to work: each only makes something handier.
import { startMenus } from "shell/menus";
import { startDrafts } from "shell/drafts";
import { startTables } from "shell/tables";
import { startFiles } from "shell/files";

startMenus(document);
startDrafts(document);
startTables(document);
startFiles(document);
document.addEventListener("htmx:load", (event) => {
  startDrafts(event.detail.elt);
  startTables(event.detail.elt);
  startFiles(event.detail.elt);
});
