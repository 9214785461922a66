// Reads the parts of a Markdown file that promise something: commands, tables, links, code in the text.

/** The lines of every ```sh block, comments removed, joined where a quote or a backslash goes on to the next line. */
export function readCommands(markdown) {
  return [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => joinLines(block));
}

function joinLines(block) {
  const commands = [];
  let open = "";
  for (const line of block.split("\n")) {
    const text = open === "" ? line.replace(/\s+#\s.*$/, "") : line;
    open = open === "" ? text : `${open}\n${text}`;
    const isQuoteOpen = open.split("'").length % 2 === 0;
    if (isQuoteOpen || open.endsWith("\\")) continue;
    if (open.trim() !== "" && !open.startsWith("#")) commands.push(open.trim());
    open = "";
  }
  return commands;
}

/** Cells of the table whose header begins with `heading`, one array a row; throws when there is none. */
export function readTable(markdown, heading) {
  const lines = markdown.split("\n");
  const at = lines.findIndex((line) => splitRow(line)[0] === heading);
  if (at < 0) throw new Error(`no table begins with "${heading}"`);
  const rows = lines.slice(at + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end < 0 ? rows.length : end).map(splitRow);
}

function splitRow(line) {
  return line.startsWith("|")
    ? line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim())
    : [];
}

/** What stands between backticks in a cell or a text. */
export function readCode(text) {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}

/** Targets of links and images that are files of the repository, without their anchors. */
export function readFileLinks(markdown) {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target.replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target));
}
