import { readFileSync } from 'node:fs';

/** Names and sizes in a zip file, from its central directory. */
export function zipEntries(file: string): ReadonlyMap<string, number> {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entries = new Map<string, number>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    entries.set(bytes.toString('utf8', at + 46, at + 46 + name), bytes.readUInt32LE(at + 24));
    at += 46 + name + extra + comment;
  }
  return entries;
}
