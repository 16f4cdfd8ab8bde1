// The decomposition table as a sheet: one cell in hand, blocks chosen, copied and pasted, rows added and moved.
// It holds texts only; what they mean is the server's to say. Nothing is sent until all is saved at once.
const form = document.getElementById("grid-form");
// Files bear their content's hash in their names, so the page says where the module lies.
const { parseBlock, writeBlock } = await import(form.dataset.block);
const data = JSON.parse(document.getElementById("grid-data").textContent);
const { columns, kinds, words } = data;
const table = form.querySelector("[data-grid]");
const body = table.tBodies[0];
const told = form.querySelector("[data-told]");
const TITLE = columns.findIndex((column) => column.name === "title");
const KIND = columns.findIndex((column) => column.name === "kind");
const LONG = new Set(["title", "standard", "proof"]);

let rows = data.rows.map((row) => ({ ...row, now: { ...row.was, ...row.texts } }));
let removed = data.removed;
let focus = { row: 0, column: TITLE };
let anchor = focus;
let editing = null;
let saving = false;
const past = [];

const depthOf = (row) => Math.max(0, kinds.indexOf(row.now.kind));
const isChanged = (row) => row.key === null || columns.some(({ name }) => row.now[name] !== row.was[name]);
const changedTexts = (row) =>
  Object.fromEntries(columns.filter(({ name }) => row.now[name] !== row.was[name]).map(({ name }) => [name, row.now[name]]));
const isDirty = () => data.dirty || past.length > 0 || removed.length > 0;

function fresh(kind) {
  const empty = Object.fromEntries(columns.map(({ name }) => [name, ""]));
  return { key: null, revision: null, was: { ...empty }, now: { ...empty, kind } };
}

function remember() {
  past.push({ rows: rows.map((row) => ({ ...row, now: { ...row.now } })), removed: [...removed], focus });
  if (past.length > 100) past.shift();
}

function undo() {
  const before = past.pop();
  if (!before) return;
  ({ rows, removed, focus } = before);
  anchor = focus;
  draw();
}

// ── drawing ────────────────────────────────────────────────────────────────────────────────────────
function drawHead() {
  const line = table.tHead.insertRow();
  for (const label of [words.row, ...columns.map((column) => column.label)]) {
    const head = document.createElement("th");
    head.scope = "col";
    head.textContent = label;
    line.append(head);
  }
}

function numbers() {
  const counts = [];
  const depths = [];
  return rows.map((row) => {
    const depth = depthOf(row);
    while (depths.length && depths.at(-1) >= depth) depths.pop();
    const level = depths.push(depth);
    counts.length = level;
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    return counts.join(".");
  });
}

function draw() {
  editing = null;
  const numbered = numbers();
  body.replaceChildren(...rows.map((row, at) => drawRow(row, at, numbered[at])));
  table.setAttribute("aria-rowcount", String(rows.length + 1));
  place(false);
}

function drawRow(row, at, number) {
  const line = document.createElement("tr");
  line.className = `depth-${depthOf(row)}${isChanged(row) ? " changed" : ""}`;
  line.setAttribute("aria-rowindex", String(at + 2));
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = number;
  line.append(head, ...columns.map((column, place) => drawCell(row, at, column, place)));
  return line;
}

function drawCell(row, at, { name }, place) {
  const cell = document.createElement("td");
  cell.className = `col-${name}`;
  cell.tabIndex = -1;
  cell.setAttribute("role", "gridcell");
  cell.dataset.row = at;
  cell.dataset.column = place;
  cell.textContent = row.now[name];
  if (row.faults?.[name]) note(cell, "fault", row.faults[name]);
  const theirs = row.theirs?.[name];
  if (theirs !== undefined && theirs !== row.now[name]) {
    const line = note(cell, "differs", `${words.theirs}${theirs || words.empty} `);
    line.classList.add("theirs");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "text-button";
    button.textContent = words.takeTheirs;
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      remember();
      row.now[name] = theirs;
      draw();
    });
    line.append(button);
  }
  return cell;
}

function note(cell, mark, text) {
  cell.classList.add(mark);
  const line = document.createElement("span");
  line.className = "cell-note";
  line.textContent = text;
  cell.append(line);
  return line;
}

const cellAt = ({ row, column }) => body.rows[row]?.cells[column + 1];

function block() {
  const [top, bottom] = [anchor.row, focus.row].sort((a, b) => a - b);
  const [left, right] = [anchor.column, focus.column].sort((a, b) => a - b);
  return { top, bottom, left, right };
}

function place(grab = true) {
  if (!rows.length) return;
  focus = { row: Math.min(Math.max(focus.row, 0), rows.length - 1), column: Math.min(Math.max(focus.column, 0), columns.length - 1) };
  anchor = { row: Math.min(anchor.row, rows.length - 1), column: anchor.column };
  for (const cell of body.querySelectorAll(".chosen, [tabindex='0']")) {
    cell.classList.remove("chosen");
    cell.tabIndex = -1;
  }
  const { top, bottom, left, right } = block();
  if (top !== bottom || left !== right) {
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) cellAt({ row, column })?.classList.add("chosen");
    }
  }
  const cell = cellAt(focus);
  cell.tabIndex = 0;
  if (grab) {
    cell.focus({ preventScroll: false });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  const changed = rows.filter(isChanged).length + removed.length;
  told.textContent = changed ? `${words.unsaved} ${changed}` : words.nothing;
}

function go(row, column, wide = false) {
  focus = { row, column };
  if (!wide) anchor = { row: Math.min(Math.max(row, 0), rows.length - 1), column: Math.min(Math.max(column, 0), columns.length - 1) };
  place();
}

// ── one cell in hand ───────────────────────────────────────────────────────────────────────────────
function edit(first) {
  const { name } = columns[focus.column];
  const cell = cellAt(focus);
  const row = rows[focus.row];
  let field;
  if (name === "kind") {
    field = document.createElement("select");
    field.append(...kinds.map((kind) => new Option(kind, kind, false, kind === row.now.kind)));
  } else {
    field = document.createElement(LONG.has(name) ? "textarea" : "input");
    field.value = first ?? row.now[name];
    if (name === "host") field.setAttribute("list", "grid-units");
    if (name === "quantity") field.inputMode = "decimal";
    if (LONG.has(name)) field.rows = Math.min(8, Math.max(2, Math.ceil(field.value.length / 18)));
  }
  field.className = "cell-editor";
  field.setAttribute("aria-label", columns[focus.column].label);
  cell.classList.add("editing");
  cell.replaceChildren(field);
  editing = { field, row, name };
  field.focus();
  if (field.setSelectionRange) field.setSelectionRange(field.value.length, field.value.length);
  field.addEventListener("blur", () => { if (editing?.field === field) keep(); });
}

function keep() {
  if (!editing) return;
  const { field, row, name } = editing;
  editing = null;
  const value = field.value.trim();
  if (value !== row.now[name]) {
    remember();
    row.now[name] = value;
    if (row.faults) delete row.faults[name];
  }
  draw();
}

function dropEdit() {
  editing = null;
  draw();
  place();
}

// ── blocks and rows ────────────────────────────────────────────────────────────────────────────────
function clear() {
  const { top, bottom, left, right } = block();
  remember();
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) if (column !== KIND) rows[row].now[columns[column].name] = "";
  }
  draw();
  place();
}

function paste(text) {
  const lines = parseBlock(text);
  if (!lines.length) return;
  remember();
  const { top, left } = block();
  const headed = new Map(columns.map((column, at) => [column.label, at]));
  const byHead = lines[0].some((cell) => cell === columns[TITLE].label);
  const places = byHead ? lines[0].map((cell) => headed.get(cell)) : lines[0].map((_cell, at) => left + at);
  const given = byHead ? lines.slice(1) : lines;
  given.forEach((cells, at) => {
    if (!rows[top + at]) rows.push(fresh(rows.at(-1)?.now.kind || kinds[2]));
    cells.forEach((cell, n) => {
      const column = columns[places[n] ?? left + n];
      if (column) rows[top + at].now[column.name] = cell;
    });
  });
  focus = { row: top + given.length - 1, column: left };
  anchor = { row: top, column: left };
  draw();
  place();
  told.textContent = `${words.pasted} ${given.length}`;
}

const end = (at) => {
  let next = at + 1;
  while (next < rows.length && depthOf(rows[next]) > depthOf(rows[at])) next += 1;
  return next;
};

function shift(by) {
  const { top, bottom } = block();
  const moved = [];
  for (let at = top; at <= bottom; at = Math.max(at + 1, end(at))) for (let n = at; n < end(at); n += 1) moved.push(n);
  if (moved.some((n) => !kinds[depthOf(rows[n]) + by])) return;
  remember();
  for (const n of moved) rows[n].now.kind = kinds[depthOf(rows[n]) + by];
  draw();
  place();
}

function move(by) {
  const at = focus.row;
  const stop = end(at);
  const taken = rows.slice(at, stop);
  if (by < 0 ? at === 0 : stop === rows.length) return;
  remember();
  let to;
  if (by < 0) {
    to = at - 1;
    while (to > 0 && depthOf(rows[to]) > depthOf(rows[at])) to -= 1;
  } else to = end(stop);
  rows.splice(at, taken.length);
  if (by > 0) to -= taken.length;
  rows.splice(to, 0, ...taken);
  focus = anchor = { row: to, column: focus.column };
  draw();
  place();
}

function add() {
  remember();
  const at = rows.length ? focus.row + 1 : 0;
  rows.splice(at, 0, fresh(rows[focus.row]?.now.kind || kinds[0]));
  focus = anchor = { row: at, column: TITLE };
  draw();
  place();
}

function remove() {
  if (!rows.length) return;
  const { top, bottom } = block();
  remember();
  removed.push(...rows.slice(top, bottom + 1).filter((row) => row.key !== null).map((row) => [row.key, row.revision]));
  rows.splice(top, bottom - top + 1);
  if (!rows.length) rows.push(fresh(kinds[0]));
  focus = anchor = { row: Math.min(top, rows.length - 1), column: focus.column };
  draw();
  place();
}

const acts = { add, remove, undo, in: () => shift(1), out: () => shift(-1), up: () => move(-1), down: () => move(1) };

// ── keys ───────────────────────────────────────────────────────────────────────────────────────────
function keyInEditor(event) {
  if (event.key === "Escape") dropEdit();
  else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") form.requestSubmit();
  else if (event.key === "Enter" && event.altKey && event.target.tagName === "TEXTAREA") {
    event.target.setRangeText("\n", event.target.selectionStart, event.target.selectionEnd, "end");
  } else if (event.key === "Enter" && !event.isComposing) {
    keep();
    go(focus.row + 1, focus.column);
  } else if (event.key === "Tab") {
    keep();
    go(focus.row, focus.column + (event.shiftKey ? -1 : 1));
  } else return;
  event.preventDefault();
}

function withControl(event) {
  const key = event.key.toLowerCase();
  if (key === "enter") add();
  else if (key === "]") shift(1);
  else if (key === "[") shift(-1);
  else if (key === "z") undo();
  else if (key === "s") form.requestSubmit();
  else if (key === "delete" || key === "backspace") remove();
  else return false;
  return true;
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function keyInCell(event) {
  const step = STEPS[event.key];
  if (event.ctrlKey || event.metaKey) {
    if (event.key === "Home") go(0, 0, event.shiftKey);
    else if (event.key === "End") go(rows.length - 1, columns.length - 1, event.shiftKey);
    else if (!withControl(event)) return;
  } else if (event.altKey) {
    if (event.key === "ArrowUp") move(-1);
    else if (event.key === "ArrowDown") move(1);
    else return;
  } else if (step) go(focus.row + step[0], focus.column + step[1], event.shiftKey);
  else if (event.key === "Tab") {
    const next = focus.column + (event.shiftKey ? -1 : 1);
    if (next < 0 || next >= columns.length) return; // out of the grid: to what follows on the page
    go(focus.row, next);
  } else if (event.key === "Home") go(focus.row, 0, event.shiftKey);
  else if (event.key === "End") go(focus.row, columns.length - 1, event.shiftKey);
  else if (event.key === "PageDown" || event.key === "PageUp") go(focus.row + (event.key === "PageDown" ? 12 : -12), focus.column, event.shiftKey);
  else if (event.key === "Enter" || event.key === "F2") edit();
  else if (event.key === "Delete" || event.key === "Backspace") clear();
  else if (event.key.length === 1 || event.key === "Process") {
    edit(event.key === "Process" ? "" : columns[focus.column].name === "kind" ? undefined : "");
    return; // the character itself goes into the field
  } else return;
  event.preventDefault();
}

body.addEventListener("keydown", (event) => {
  if (event.target.matches(".cell-editor")) keyInEditor(event);
  else if (event.target.matches("td")) keyInCell(event);
});
const placeOf = (target) => {
  const cell = target.closest?.("td[data-row]");
  return cell && { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
};
body.addEventListener("pointerdown", (event) => {
  const at = placeOf(event.target);
  if (!at || event.target.closest("button, .cell-editor")) return;
  if (editing) keep();
  event.preventDefault();
  go(at.row, at.column, event.shiftKey);
});
body.addEventListener("pointerover", (event) => {
  const at = placeOf(event.target);
  if (at && event.buttons === 1 && !editing && event.pointerType === "mouse") go(at.row, at.column, true);
});
body.addEventListener("dblclick", (event) => { if (placeOf(event.target)) edit(); });
body.addEventListener("click", (event) => {
  const at = placeOf(event.target);
  if (at && event.detail === 1 && matchMedia("(pointer: coarse)").matches && !event.target.closest("button, .cell-editor")) edit();
});
document.addEventListener("copy", (event) => {
  if (editing || !body.contains(document.activeElement)) return;
  const { top, bottom, left, right } = block();
  const shown = columns.slice(left, right + 1);
  event.clipboardData.setData("text/plain", writeBlock(rows.slice(top, bottom + 1).map((row) => shown.map(({ name }) => row.now[name]))));
  event.preventDefault();
});
document.addEventListener("paste", (event) => {
  if (editing || !body.contains(document.activeElement)) return;
  paste(event.clipboardData.getData("text/plain"));
  event.preventDefault();
});
form.addEventListener("click", (event) => {
  const act = acts[event.target.closest("[data-does]")?.dataset.does];
  if (!act) return;
  if (editing) keep();
  act();
});
form.addEventListener("submit", () => {
  if (editing) keep();
  saving = true;
  form.elements.rows.value = JSON.stringify(
    rows.map((row) => ({ key: row.key, revision: row.revision, texts: row.key === null ? row.now : changedTexts(row) })),
  );
  form.elements.removed.value = JSON.stringify(removed);
});
addEventListener("beforeunload", (event) => { if (!saving && isDirty()) event.preventDefault(); });

document.getElementById("grid-units").append(...data.units.map((unit) => new Option(unit, unit)));
form.hidden = false;
if (!rows.length) rows.push(fresh(kinds[0]));
drawHead();
draw();
