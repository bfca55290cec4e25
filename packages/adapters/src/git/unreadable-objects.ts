import { Fault, type Oid } from '@sluice/model';
import type { ObjectReader } from './object-reader.ts';

/** Those of the objects that are missing or damaged; nothing of their content is kept. */
export async function unreadableObjects(reader: ObjectReader, oids: readonly Oid[]): Promise<Set<Oid>> {
  const some = [...new Set(oids)];
  try {
    const found = await Promise.all(some.map((oid) => isReadable(reader, oid)));
    return new Set(some.filter((_, i) => !found[i]));
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'CORRUPT_OBJECT') throw error;
    return oneByOne(reader, some);
  }
}

/** A damaged object ends the process that reads it, and with it the answers for those that wait behind it. */
async function oneByOne(reader: ObjectReader, oids: readonly Oid[]): Promise<Set<Oid>> {
  const bad = new Set<Oid>();
  for (const oid of oids) {
    const readable = await isReadable(reader, oid).catch(() => false);
    if (!readable) bad.add(oid);
  }
  return bad;
}

function isReadable(reader: ObjectReader, oid: Oid): Promise<boolean> {
  return reader.copy(oid, () => undefined);
}
