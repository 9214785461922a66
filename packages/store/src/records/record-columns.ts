import Type, { type TObject, type TSchema } from "typebox";

/** One column of a record: what the table has, what is written into it, and what a read takes out. */
export interface Column<Row> {
  /** "turn", or "stages.turn" for a field of a list of objects. */
  name: string;
  /** As ClickHouse says it. */
  type: string;
  encode(row: Row): unknown;
}

/** One field of a record as a read gives it back. */
interface SelectedField {
  name: string;
  /** SQL that gives the field's value from a row of the table. */
  expression: string;
}

/** How ClickHouse keeps one value, and what it gives back for it. */
interface Storage {
  type: string;
  /** Type of what `read` gives. */
  readType: string;
  read(column: string): string;
  write?(value: unknown): unknown;
}

const asIs = (column: string): string => column;
const plain = (type: string): Storage => ({ type, readType: type, read: asIs });

/** A text with few values is kept as a dictionary. */
const CODE: Storage = { type: "LowCardinality(String)", readType: "String", read: asIs };

/** Integers are milliseconds to a DateTime64(3) in JSON: no date is ever written or parsed as text. */
const INSTANT: Storage = {
  type: "DateTime64(3, 'UTC')",
  readType: "Int64",
  read: (column) => `toUnixTimestamp64Milli(${column})`,
};

const BY_MEANING = new Map<unknown, Storage>([
  ["instant", INSTANT],
  ["code", CODE],
  ["json", { ...plain("String"), write: (value) => JSON.stringify(value) }],
  [
    "cell",
    {
      type: "UInt64",
      readType: "String",
      read: (column) => `if(${column} = 0, '', h3ToString(${column}))`,
      // 64 bits as text: a JavaScript number would lose the last digits.
      write: (value) => (typeof value === "string" && value !== "" ? BigInt(`0x${value}`).toString() : "0"),
    },
  ],
]);

const UNSIGNED = [
  [0xff, "UInt8"],
  [0xffff, "UInt16"],
  [0xffff_ffff, "UInt32"],
  [Number.MAX_SAFE_INTEGER, "UInt64"],
] as const;

function storageOf(schema: TSchema): Storage {
  const known = "meaning" in schema ? BY_MEANING.get(schema.meaning) : undefined;
  if (known !== undefined) return known;
  if (Type.IsUnion(schema)) {
    const [value, other, ...rest] = schema.anyOf;
    if (value !== undefined && other !== undefined && Type.IsNull(other) && rest.length === 0) {
      const { type, readType, read } = storageOf(value);
      return { type: `Nullable(${type})`, readType: `Nullable(${readType})`, read };
    }
  }
  if (Type.IsArray(schema)) {
    const { type, readType, read } = storageOf(schema.items);
    if (read === asIs) return { ...plain(`Array(${type})`), readType: `Array(${readType})` };
  }
  if (Type.IsEnum(schema)) return CODE;
  if (Type.IsString(schema)) return plain("String");
  if (Type.IsBoolean(schema)) return plain("Bool");
  if (Type.IsNumber(schema)) return plain("Float64");
  if (Type.IsInteger(schema) && "maximum" in schema) {
    const [, type] = UNSIGNED.find(([largest]) => largest === schema.maximum) ?? [];
    if (type !== undefined) return plain(type);
  }
  throw new Error(`no column can hold ${JSON.stringify(schema)}`);
}

/** The objects of a list, which a table keeps as parallel arrays; null for any other field. */
function itemsOf(schema: TSchema): TObject | null {
  return Type.IsArray(schema) && Type.IsObject(schema.items) ? schema.items : null;
}

/** The names of a record's fields, in its order. */
export function fieldsOf<T extends object>(properties: T): (keyof T & string)[] {
  return Object.keys(properties).filter((name): name is keyof T & string => name in properties);
}

/** The columns of a record's table, in the order of its fields. Made once: rows then only pass through them. */
export function columnsOf<Row extends object>(properties: { [Name in keyof Row]: TSchema }): Column<Row>[] {
  return fieldsOf(properties).flatMap((name): Column<Row>[] => {
    const items = itemsOf(properties[name]);
    if (items === null) {
      const { type, write } = storageOf(properties[name]);
      if (write === undefined) return [{ name, type, encode: (row) => row[name] }];
      return [{ name, type, encode: (row) => write(row[name]) }];
    }
    return columnsOf<Record<string, unknown>>(items.properties).map((column) => ({
      name: `${name}.${column.name}`,
      type: `Array(${column.type})`,
      encode(row) {
        const list = row[name];
        return Array.isArray(list) ? list.map(column.encode) : [];
      },
    }));
  });
}

/** What reads the fields of a record back, from a row of its table that is named `alias` ("" for none). */
export function selectFields(properties: Readonly<Record<string, TSchema>>, alias: string): SelectedField[] {
  const of = alias === "" ? "" : `${alias}.`;
  return Object.entries(properties).map(([name, schema]) => {
    const items = itemsOf(schema);
    return {
      name,
      expression:
        items === null ? storageOf(schema).read(`${of}${name}`) : selectList(items, `${of}\`${name}`),
    };
  });
}

/** Parallel arrays as a list of named tuples: the answer then has objects. */
function selectList(items: TObject, prefix: string): string {
  const fields = Object.entries(items.properties).map(([name, schema]) => ({ name, ...storageOf(schema) }));
  const list = (textOf: (field: (typeof fields)[number]) => string) => fields.map(textOf).join(", ");
  const tuples = `arrayMap((${list(({ name }) => name)}) -> (${list(({ name, read }) => read(name))}), ${list(({ name }) => `${prefix}.${name}\``)})`;
  return `CAST(${tuples}, 'Array(Tuple(${list(({ name, readType }) => `${name} ${readType}`)}))')`;
}
