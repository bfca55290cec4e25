// A proxy of Go modules in files, as described in https://go.dev/ref/mod#goproxy-protocol and #serving-from-proxy. Over
// HTTPS there is none on the loopback: Go asks no proxy of the network about such addresses, and a sandbox has no other way.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directory } from './sandboxed.ts';
import { zipOf } from './zip.ts';

const VERSION = 'v1.0.0';

/** Environment of a process whose Go takes these modules from files of a tool home, which sandboxes show. */
export function havingModules(modules: readonly string[]): Readonly<Record<string, string>> {
  const home = directory();
  const proxy = join(home, '.goenv/versions/proxy');
  for (const name of modules) {
    const place = join(proxy, name, '@v');
    mkdirSync(place, { recursive: true });
    for (const [file, content] of Object.entries(filesOf(name))) writeFileSync(join(place, file), content);
  }
  // With the modules that it unpacks go out of the way like all that tests make.
  return { HOME: home, GOPROXY: `file://${proxy}`, GOSUMDB: 'off', GOFLAGS: '-modcacherw' };
}

/** A module in one version, which exports its last name. */
function filesOf(name: string): Readonly<Record<string, string | Buffer>> {
  const mod = `module ${name}\n\ngo 1.19\n`;
  const last = name.slice(name.lastIndexOf('/') + 1);
  const parts = { 'go.mod': mod, [`${last}.go`]: `package ${last}\n\nconst Name = "${last}"\n` };
  return {
    list: `${VERSION}\n`,
    [`${VERSION}.info`]: JSON.stringify({ Version: VERSION, Time: '2020-01-01T00:00:00Z' }),
    [`${VERSION}.mod`]: mod,
    [`${VERSION}.zip`]: zipOf(
      Object.entries(parts).map(([path, content]) => ({
        name: `${name}@${VERSION}/${path}`,
        content: Buffer.from(content),
      })),
    ),
  };
}
