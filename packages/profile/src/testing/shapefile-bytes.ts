/**
 * The bytes of a .shp with one polygon a record, and of a .dbf with its code and name: as little as readers take. A name
 * is written in UTF-8, or as the bytes it is given as.
 */
export function shapefileBytes(
  units: readonly { code: string; name: string | Uint8Array; ring: readonly (readonly [number, number])[] }[],
): { shp: Buffer; dbf: Buffer } {
  const records = units.map(({ ring }, i) => {
    const content = Buffer.alloc(48 + ring.length * 16);
    const xs = ring.map(([x]) => x);
    const ys = ring.map(([, y]) => y);
    content.writeInt32LE(5, 0);
    for (const [at, value] of [
      Math.min(...xs),
      Math.min(...ys),
      Math.max(...xs),
      Math.max(...ys),
    ].entries()) {
      content.writeDoubleLE(value, 4 + at * 8);
    }
    content.writeInt32LE(1, 36);
    content.writeInt32LE(ring.length, 40);
    for (const [at, [x, y]] of ring.entries()) {
      content.writeDoubleLE(x, 48 + at * 16);
      content.writeDoubleLE(y, 56 + at * 16);
    }
    const head = Buffer.alloc(8);
    head.writeInt32BE(i + 1, 0);
    head.writeInt32BE(content.length / 2, 4);
    return Buffer.concat([head, content]);
  });
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE((100 + records.reduce((sum, record) => sum + record.length, 0)) / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  return { shp: Buffer.concat([header, ...records]), dbf: tableBytes(units) };
}

const FIELDS = [
  { name: "MA", length: 10 },
  { name: "TEN", length: 40 },
] as const;

function tableBytes(units: readonly { code: string; name: string | Uint8Array }[]): Buffer {
  const recordLength = 1 + FIELDS.reduce((sum, { length }) => sum + length, 0);
  const header = Buffer.alloc(32 + FIELDS.length * 32 + 1);
  header.writeUInt8(3, 0);
  header.writeUInt32LE(units.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(recordLength, 10);
  for (const [i, { name, length }] of FIELDS.entries()) {
    header.write(name, 32 + i * 32, "latin1");
    header.write("C", 32 + i * 32 + 11, "latin1");
    header.writeUInt8(length, 32 + i * 32 + 16);
  }
  header.writeUInt8(0x0d, header.length - 1);
  const rows = units.map(({ code, name }) => {
    const row = Buffer.alloc(recordLength, " ");
    row.write(code, 1, "utf8");
    Buffer.from(name).copy(row, 1 + FIELDS[0].length);
    return row;
  });
  return Buffer.concat([header, ...rows, Buffer.from([0x1a])]);
}
