// A registry of npm on the loopback: advisories by the bulk endpoint (`/-/npm/v1/security/advisories/bulk`,
// https://docs.npmjs.com/cli/commands/npm-audit), and the metadata of packages that npm asks for to tell which versions
// are vulnerable.
import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { integrityOf, tarball } from './lockfiles.ts';
import { loopbackHttps, type LoopbackHttps } from './loopback-https.ts';

export interface PublishedAdvisory {
  readonly id: number;
  readonly title: string;
  readonly severity: string;
  readonly vulnerable_versions: string;
}

export interface AuditRegistry extends LoopbackHttps {
  /** Names and versions that audits asked about, one for each question. */
  readonly asked: Readonly<Record<string, readonly string[]>>[];
}

/** Serves advisories by the name of the package. */
export async function auditRegistry(
  advisories: Readonly<Record<string, readonly PublishedAdvisory[]>>,
): Promise<AuditRegistry> {
  const asked: Record<string, readonly string[]>[] = [];
  const server = await loopbackHttps((request, path) => answer(request, path, { advisories, asked }));
  return { ...server, asked };
}

interface Audited {
  readonly advisories: Readonly<Record<string, readonly PublishedAdvisory[]>>;
  readonly asked: Record<string, readonly string[]>[];
}

async function answer(
  request: IncomingMessage,
  path: string,
  { advisories, asked }: Audited,
): Promise<object | null> {
  if (request.method === 'POST' && path === '/-/npm/v1/security/advisories/bulk') {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const names = JSON.parse(text.toString('utf8')) as Record<string, readonly string[]>;
    asked.push(names);
    return Object.fromEntries(
      Object.keys(names)
        .filter((name) => Object.hasOwn(advisories, name))
        .map((name) => [name, advisories[name]!.map((one) => withAddress(one))]),
    );
  }
  const name = path.slice(1);
  if (request.method !== 'GET' || !Object.hasOwn(advisories, name)) return null;
  const host = request.headers.host!;
  const versions = Object.fromEntries(
    ['1.0.0', '1.1.0', '2.0.0'].map((version) => {
      const dist = { tarball: tarball(name, version, host), integrity: integrityOf(name, version) };
      return [version, { name, version, dist }];
    }),
  );
  return { name, 'dist-tags': { latest: '2.0.0' }, versions };
}

function withAddress(advisory: PublishedAdvisory): object {
  return { ...advisory, url: `https://registry.example.org/advisories/${advisory.id}` };
}
