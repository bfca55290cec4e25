import type { LockfileMaker } from './lockfile-maker.ts';

/*
 * It does not get itself in the version that package.json names, as it would by itself: a program that the base does not
 * have is not run. Another major version might write another form.
 */
const BY_VERSION = `export npm_config_manage_package_manager_versions=false
wants=$(sed -n 's/.*"packageManager" *: *"pnpm@\\([0-9]*\\)[."].*/\\1/p' package.json)
version=$(pnpm --version) || { echo "$version"; exit 1; }
if [ -n "$wants" ] && [ "$wants" != "\${version%%.*}" ]; then
  echo "package.json wants pnpm $wants, and pnpm here is $version"
  exit 1
fi
`;

// A registry that does not answer is waited for as the others do, not for minutes.
const MAKE = `export npm_config_fetch_retries=1 npm_config_fetch_retry_mintimeout=2000
exec pnpm install --lockfile-only --ignore-scripts --no-frozen-lockfile --reporter=append-only
`;

/** `pnpm-lock.yaml`. Source: https://pnpm.io/cli/install */
export const PNPM_LOCK: LockfileMaker = {
  program: 'pnpm',
  command: BY_VERSION + MAKE,
  byHand: 'pnpm install --lockfile-only',
  // Digests of patches are part of it.
  inputs: /(?:^|\/)package\.json$|^pnpm-(?:lock|workspace)\.yaml$|\.patch$/,
  settings: /^(?:\.npmrc|\.pnpmfile\.[cm]?js)$/,
  asks: ['npm'],
  needsHost: true,
};
