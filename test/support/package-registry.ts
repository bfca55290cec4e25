// A registry of npm on the loopback from which packages can really be installed: metadata and tarballs, as described in
// https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { tarball } from './lockfiles.ts';
import { loopbackHttps, type LoopbackHttps } from './loopback-https.ts';
import { directory } from './sandboxed.ts';

/** What a package needs, by name. Each is there in versions 1.0.0 and 1.1.0, and exports its own name. */
export type Published = Readonly<Record<string, Readonly<Record<string, string>>>>;

const VERSIONS = ['1.0.0', '1.1.0'];

export async function packageRegistry(published: Published): Promise<LoopbackHttps> {
  const archives = new Map<string, Buffer>();
  for (const [name, dependencies] of Object.entries(published))
    for (const version of VERSIONS)
      archives.set(`${name}@${version}`, archive({ name, version, dependencies }));
  return loopbackHttps((request, path) => {
    const host = request.headers.host!;
    const [, name, version] = /^\/((?:@[^/]+\/)?[^/]+)(?:\/-\/.*-(\d+\.\d+\.\d+)\.tgz)?$/.exec(path) ?? [];
    if (name === undefined || !Object.hasOwn(published, name)) return Promise.resolve(null);
    if (version !== undefined) return Promise.resolve(archives.get(`${name}@${version}`) ?? null);
    const versions = VERSIONS.map((each) => {
      const content = archives.get(`${name}@${each}`)!;
      const hash = (kind: string, form: 'base64' | 'hex') => createHash(kind).update(content).digest(form);
      const integrity = `sha512-${hash('sha512', 'base64')}`;
      const dist = { tarball: tarball(name, each, host), integrity, shasum: hash('sha1', 'hex') };
      return [each, { name, version: each, dependencies: published[name], dist }];
    });
    const time = Object.fromEntries(VERSIONS.map((each) => [each, '2020-01-01T00:00:00.000Z']));
    return Promise.resolve({
      name,
      'dist-tags': { latest: VERSIONS.at(-1) },
      time,
      versions: Object.fromEntries(versions),
    });
  });
}

function archive({ name, ...manifest }: { name: string; version: string; dependencies: object }): Buffer {
  const place = directory({
    'package/package.json': JSON.stringify({ name, ...manifest, main: 'index.js' }),
    'package/index.js': `module.exports = ${JSON.stringify(name)};\n`,
  });
  const same = [
    '--sort=name',
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mode=go=rX,u+rw',
  ];
  return execFileSync('tar', ['-C', place, ...same, '-cz', 'package']);
}
