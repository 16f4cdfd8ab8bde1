// Blocks of cells as spreadsheet programs put them on the clipboard: cells parted by tabs, lines by line breaks,
// a cell that holds either stands in quotes, and a quote in it is doubled.

export function parseBlock(text) {
  const lines = [[]];
  let cell = "";
  let quoted = false;
  let began = true;
  const endCell = () => {
    lines.at(-1).push(cell.trim());
    cell = "";
    began = true;
  };
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at];
    if (quoted) {
      if (sign === '"' && source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"' && began) {
      quoted = true;
      began = false;
    } else if (sign === "\t") endCell();
    else if (sign === "\n") {
      endCell();
      lines.push([]);
    } else {
      cell += sign;
      began = false;
    }
  }
  endCell();
  return lines.filter((line) => line.some((one) => one !== ""));
}

export function writeBlock(lines) {
  const written = (cell) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return lines.map((line) => line.map(written).join("\t")).join("\n");
}
