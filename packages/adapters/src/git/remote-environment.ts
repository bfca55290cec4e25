import { neutralEnvironment } from './environment.ts';

/** A repository on a forge, reached over HTTP. */
export interface RemotePlace {
  /** `https://github.com/owner/name.git` */
  readonly url: string;
  /** Sent as basic authentication; null: none. Never in the URL or the arguments, which other processes can read. */
  readonly token: string | null;
}

/**
 * For git commands that talk to a forge: nothing of the machine's configuration, one protocol, no redirect that could
 * carry the token elsewhere, no submodule, no hook, and every object that arrives is checked.
 */
export function remoteEnvironment(gitDir: string, { url, token }: RemotePlace): NodeJS.ProcessEnv {
  const { protocol, origin } = new URL(url);
  const scheme = protocol.replace(':', '');
  const settings: [string, string][] = [
    ['protocol.allow', 'never'],
    [`protocol.${scheme}.allow`, 'always'],
    ['http.followRedirects', 'false'],
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['credential.helper', ''],
    ['submodule.recurse', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    ['transfer.fsckObjects', 'true'],
    // Old histories have these, and no reader takes them differently.
    ['fetch.fsck.zeroPaddedFilemode', 'ignore'],
    ['fetch.fsck.missingSpaceBeforeDate', 'ignore'],
    ['fetch.fsck.badTimezone', 'ignore'],
    ['fetch.fsck.missingEmail', 'ignore'],
    ['safe.bareRepository', 'explicit'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['push.followTags', 'false'],
    ...(token === null
      ? []
      : [[`http.${origin}/.extraHeader`, authorization(token)] satisfies [string, string]]),
  ];
  const numbered = settings.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ]);
  return {
    ...neutralEnvironment(gitDir),
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(numbered),
  };
}

function authorization(token: string): string {
  return `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}
