import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** Files of a TUF repository by path, and the root metadata that a client begins with. */
export interface TufRepository {
  readonly files: ReadonlyMap<string, string>;
  readonly root: object;
}

interface Key {
  readonly id: string;
  readonly metadata: object;
  readonly secret: KeyObject;
}

const ROLES = ['root', 'timestamp', 'snapshot', 'targets'] as const;
const HEAD = { spec_version: '1.0.31', version: 1 } as const;
const LIFETIME_MS = 365 * 24 * 3600 * 1000;

/**
 * The smallest TUF repository with one target (https://theupdateframework.github.io/specification/latest/): one key for
 * all roles, one version of each, consistent snapshots.
 */
export function tufRepository(target: string, content: string): TufRepository {
  const key = newKey();
  const expires = new Date(Date.now() + LIFETIME_MS).toISOString().replace(/\.\d+Z$/, 'Z');
  const role = (type: string, fields: object): object =>
    signed({ _type: type, ...HEAD, expires, ...fields }, key);
  const root = role('root', {
    consistent_snapshot: true,
    keys: { [key.id]: key.metadata },
    roles: Object.fromEntries(ROLES.map((name) => [name, { keyids: [key.id], threshold: 1 }])),
  });
  const targets = JSON.stringify(role('targets', { targets: { [target]: described(content) } }));
  const snapshot = JSON.stringify(role('snapshot', { meta: { 'targets.json': meta(targets) } }));
  const timestamp = JSON.stringify(role('timestamp', { meta: { 'snapshot.json': meta(snapshot) } }));
  const files = new Map([
    ['/1.root.json', JSON.stringify(root)],
    ['/timestamp.json', timestamp],
    ['/1.snapshot.json', snapshot],
    ['/1.targets.json', targets],
    [`/targets/${sha256(content)}.${target}`, content],
  ]);
  return { files, root };
}

function newKey(): Key {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const hex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const metadata = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: hex } };
  return { id: sha256(canonical(metadata)), metadata, secret: privateKey };
}

function signed(content: object, { id, secret }: Key): object {
  const sig = sign(null, Buffer.from(canonical(content)), secret).toString('hex');
  return { signed: content, signatures: [{ keyid: id, sig }] };
}

function described(content: string): object {
  return { length: Buffer.byteLength(content), hashes: { sha256: sha256(content) } };
}

function meta(content: string): object {
  return { version: HEAD.version, ...described(content) };
}

function sha256(data: string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** OLPC canonical JSON, for values without characters that need an escape. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
