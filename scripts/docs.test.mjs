// Every link, path and citation of the documents and of the code's comments leads somewhere.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./prepare.mjs";

const LEFT_OUT = new Set(["node_modules", "dist", "results", "coverage"]);
const WITH_COMMENTS = /\.(ts|tsx|mjs|cjs|js|css|sql|md|json|ya?ml|sh)$/;

/** Files below a folder that people write, as absolute paths; nothing of a hidden folder, nothing built. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return WITH_COMMENTS.test(entry.name) ? [path] : [];
    return entry.isDirectory() && !entry.name.startsWith(".") && !LEFT_OUT.has(entry.name)
      ? filesBelow(path)
      : [];
  });
}

const files = filesBelow(root).map((path) => ({ path, name: relative(root, path) }));
const read = (path) => readFileSync(path, "utf8");
const withoutCode = (text) => text.replace(/^```.*?^```/gms, "").replace(/`[^`\n]*`/g, "");

/** Headings of a document, without their marks. */
function headingsOf(path) {
  return [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.replaceAll("`", "").trim());
}

/** The anchor GitHub gives a heading. */
function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- ]/gu, "")
    .replaceAll(" ", "-");
}

describe("documents", () => {
  test.each(files.filter(({ name }) => name.endsWith(".md")))("links of $name resolve", ({ path }) => {
    const broken = [...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [file, anchor] = link.split("#");
        const target = file === "" ? path : resolve(dirname(path), file);
        if (!existsSync(target)) return true;
        return anchor !== undefined && !headingsOf(target).map(anchorOf).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  test.each(["ARCHITECTURE.md", "README.md", "docs/metrics.md", "docs/wall.md", "docs/reliability.md"])(
    "paths named in %s exist",
    (name) => {
      const text = read(join(root, name));
      const named = [
        ...[...text.matchAll(/`([^`\s]+\/[^`\s]*)`/g)].map(([, path]) => path),
        ...[...text.matchAll(/^((?:packages|sql|docs|scripts|bench|profiles|fixtures)\/\S*)/gm)].map(
          ([, path]) => path,
        ),
      ];
      const folders = new Set(readdirSync(root));
      const missing = named.filter((path) => {
        // `profiles/<city>/` is checked up to the part that stands for any name.
        const known = path.split(/[<*{]/)[0];
        return folders.has(known.split("/")[0]) && !existsSync(join(root, known));
      });
      expect(missing).toEqual([]);
    },
  );
});

describe("ARCHITECTURE.md", () => {
  const text = read(join(root, "ARCHITECTURE.md"));
  const foldersIn = (folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);

  /** Folders by package, as the rooms list them: an indented line names some before its description. */
  const rooms = new Map();
  let folders = [];
  for (const line of text.match(/^```\n(.*?)^```/ms)[1].split("\n")) {
    const [, name] = line.match(/^packages\/([a-z]+)\//) ?? [];
    if (name !== undefined) {
      folders = [];
      rooms.set(name, folders);
    } else if (line.startsWith("  ")) {
      const [named] = line.trim().split(/ {2,}/);
      folders.push(...[...named.matchAll(/([a-z-]+)\//g)].map(([, folder]) => folder));
    }
  }

  test("names every package", () => {
    expect([...rooms.keys()].sort()).toEqual(foldersIn(join(root, "packages")).sort());
  });

  test.each([...rooms].filter(([, named]) => named.length > 0))("names the folders of %s", (name, named) => {
    const existing = foldersIn(join(root, "packages", name, "src")).filter((folder) => folder !== "testing");
    expect([...named].sort()).toEqual(existing.sort());
  });

  test("has the arrows that are enforced", () => {
    const { forbidden } = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
    const enforced = forbidden
      .filter(({ comment = "" }) => /^packages\/[a-z]+ may only depend on: /.test(comment))
      .map(({ comment }) => comment.match(/^packages\/([a-z]+) may only depend on: (.*)$/).slice(1))
      .map(([name, targets]) => [name, targets.split(", ").sort().join(", ")]);
    const section = text.split("\n## Arrows\n")[1].split("\n## ")[0];
    const written = [...section.matchAll(/^\| ([a-z]+) +\| (.*?) *\|$/gm)]
      .map(([, name, targets]) => [name, targets.split(", ").sort().join(", ")])
      .filter(([name]) => name !== "package");
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(enforced));
  });
});

describe("citations", () => {
  const cited = files.flatMap(({ path, name }) =>
    [...read(path).matchAll(/docs\/([a-z-]+)\.md(?:,? (?:§(\d+)|"([^"\n]+)"))?/g)].map(
      ([text, document, section, heading]) => ({ name, text, document, section, heading }),
    ),
  );

  test("of the rules lead to a section that exists", () => {
    expect(cited.length).toBeGreaterThan(0);
    const wrong = cited.filter(({ document, section, heading }) => {
      const path = join(root, "docs", `${document}.md`);
      if (!existsSync(path)) return true;
      const headings = headingsOf(path);
      if (section !== undefined) return !headings.some((text) => text.startsWith(`§${section} `));
      return heading !== undefined && !headings.includes(heading);
    });
    expect(wrong.map(({ name, text }) => `${name}: ${text}`)).toEqual([]);
  });
});
