import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Checked } from "./checks/check-schema.ts";
import { type CsvTable, parseCsv } from "./csv-table.ts";
import type { ProfileProblem } from "./profile-error.ts";

/** The ground of the city's maps. */
export const BASEMAP_FILE = "basemap.geojson";
/** Families of incidents. */
export const INCIDENT_FAMILIES_FILE = "incident-families.json";

/** Reads the files of one profile, collects what is wrong with them, and takes their hash. */
export class ProfileReader {
  readonly problems: ProfileProblem[] = [];
  readonly #dir: string;
  readonly #hashes = new Map<string, string>();

  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * SHA-256 over the paths and contents of all files read, independent of the order of reading; without the overlays,
   * the ground of the maps and the families of incidents, on which no report depends.
   */
  hash(): string {
    const total = createHash("sha256");
    for (const [file, hash] of [...this.#hashes].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (file.startsWith("overlays") || file === INCIDENT_FAMILIES_FILE || file === BASEMAP_FILE) continue;
      total.update(`${hash}  ${file}\n`);
    }
    return total.digest("hex");
  }

  report(file: string, field: string, message: string, row?: number): void {
    this.problems.push(row === undefined ? { file, field, message } : { file, row, field, message });
  }

  /** Names of the files in a folder with that ending, sorted, as paths inside the profile. */
  async list(folder: string, ending: string): Promise<string[]> {
    try {
      const names = await readdir(join(this.#dir, folder));
      return names
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => `${folder}/${name}`);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  /** Text of a file; null, and a problem unless `optional`, when there is none. */
  async text(file: string, optional = false): Promise<string | null> {
    try {
      const bytes = await readFile(join(this.#dir, file));
      this.#hashes.set(file, createHash("sha256").update(bytes).digest("hex"));
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (error) {
      if (error instanceof TypeError) {
        this.report(file, "", "not UTF-8; save it as UTF-8");
        return null;
      }
      if (!isMissing(error)) throw error;
      if (!optional) this.report(file, "", "missing; a profile needs this file");
      return null;
    }
  }

  /** A JSON file checked by its schema; null when it is missing or wrong. */
  async json<T>(file: string, check: (value: unknown) => Checked<T>, optional = false): Promise<T | null> {
    const value = await this.plainJson(file, optional);
    return value === undefined ? null : this.checked(file, check(value), "");
  }

  /** A JSON file as it is; undefined when it is missing or no JSON. Strings must be NFC. */
  async plainJson(file: string, optional = false): Promise<unknown> {
    const text = await this.text(file, optional);
    if (text === null) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      this.#requireNfc(file, "", value);
      return value;
    } catch (error) {
      this.report(file, "", `no JSON (${error instanceof Error ? error.message : String(error)})`);
      return undefined;
    }
  }

  /** Elements of a JSON array, each checked alone, so that one wrong element hides no other. */
  elements<T>(
    file: string,
    field: string,
    value: unknown,
    check: (value: unknown) => Checked<T>,
  ): { at: string; value: T }[] {
    if (!Array.isArray(value)) {
      if (value !== undefined) this.report(file, field, "must be a list");
      return [];
    }
    return value.flatMap((element: unknown, i) => {
      const at = `${field}/${i}`;
      const good = this.checked(file, check(element), at);
      return good === null ? [] : [{ at, value: good }];
    });
  }

  /** A CSV with exactly these columns; rows of another width are reported and left out. */
  async csv(file: string, columns: readonly string[], optional = false): Promise<CsvTable> {
    const text = await this.text(file, optional);
    if (text === null) return [];
    const table = parseCsv(text, columns, (row, field, message) => this.report(file, field, message, row));
    for (const { row, cells } of table) {
      for (const column of columns) {
        if (!isNfc(cells[column] ?? "")) this.report(file, column, NOT_NFC, row);
      }
    }
    return table;
  }

  /** Reports what a check found, under the field it was found at. */
  checked<T>(file: string, checked: Checked<T>, at: string, row?: number): T | null {
    if (checked.ok) return checked.value;
    for (const { field, message } of checked.problems) {
      const name = row === undefined ? at + field : field.replace(/^\//, "");
      this.report(file, name, message, row);
    }
    return null;
  }

  #requireNfc(file: string, at: string, value: unknown): void {
    if (typeof value === "string") {
      if (!isNfc(value)) this.report(file, at, NOT_NFC);
    } else if (value !== null && typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) this.#requireNfc(file, `${at}/${key}`, inner);
    }
  }
}

const NOT_NFC = "not in Unicode form NFC; save it composed (NFC), or comparing names fails";

function isNfc(text: string): boolean {
  return text.normalize("NFC") === text;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
