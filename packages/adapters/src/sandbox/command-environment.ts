import { readFileSync, realpathSync } from 'node:fs';
import type { Binding } from './bwrap-arguments.ts';
import { PROXY_PORT } from './scripts.ts';
import type { Toolchain } from './toolchain.ts';

/** The whole environment of a sandboxed command; nothing of ours is passed on. */
export function commandEnvironment(
  toolchain: Toolchain,
  temporary: string,
): Readonly<Record<string, string>> {
  return {
    PATH: toolchain.path.join(':'),
    HOME: `${temporary}/home`,
    TMPDIR: temporary,
    USER: 'sluice',
    LOGNAME: 'sluice',
    LANG: 'C.UTF-8',
    CI: 'true',
    // Package managers must not look for news of themselves.
    npm_config_update_notifier: 'false',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    YARN_ENABLE_TELEMETRY: '0',
    ...toolchain.variables,
  };
}

/** What tools need to find the proxy inside the sandbox. */
export function proxyEnvironment(): Readonly<Record<string, string>> {
  const url = `http://127.0.0.1:${PROXY_PORT}`;
  const names = [
    'HTTPS_PROXY',
    'https_proxy',
    'HTTP_PROXY',
    'http_proxy',
    'npm_config_https_proxy',
    'npm_config_proxy',
    // Yarn 2 and later listen to no other.
    'YARN_HTTPS_PROXY',
    'YARN_HTTP_PROXY',
  ];
  const local = 'localhost,127.0.0.1,::1';
  return { ...Object.fromEntries(names.map((name) => [name, url])), NO_PROXY: local, no_proxy: local };
}

const AUTHORITIES = [
  'CARGO_HTTP_CAINFO',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'NODE_EXTRA_CA_CERTS',
  'PIP_CERT',
  'REQUESTS_CA_BUNDLE',
  'SSL_CERT_FILE',
];

/**
 * Certificate authorities that this machine was told to trust besides its own, for commands that may reach the network: behind
 * a proxy that opens TLS nothing can be fetched without them. Only files that hold certificates and no key.
 */
export function authorities(
  environment: NodeJS.ProcessEnv,
  directory: string,
): { readonly variables: Readonly<Record<string, string>>; readonly mounts: readonly Binding[] } {
  const found = AUTHORITIES.flatMap((name) => {
    const source = certificates(environment[name]);
    return source === null ? [] : [{ name, source }];
  });
  const sources = [...new Set(found.map(({ source }) => source))];
  const target = (source: string): string => `${directory}/ca-${sources.indexOf(source)}.pem`;
  return {
    variables: Object.fromEntries(found.map(({ name, source }) => [name, target(source)])),
    mounts: sources.map((source) => ({ source, target: target(source) })),
  };
}

function certificates(path: string | undefined): string | null {
  if (path === undefined || path === '') return null;
  try {
    const text = readFileSync(path, 'latin1');
    return text.includes('-----BEGIN CERTIFICATE-----') && !text.includes('PRIVATE KEY')
      ? realpathSync(path)
      : null;
  } catch {
    return null;
  }
}
