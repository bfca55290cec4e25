import type { LockfileMaker } from './lockfile-maker.ts';

/*
 * Two programs are called yarn, and one writes over the lockfile of the other in a form of its own. Which one runs is seen
 * only when it does: the first hands over to the second where .yarnrc.yml says so.
 */
const BY_VERSION = `version=$(yarn --version) || { echo "$version"; exit 1; }
case $version in [01].*) has=1;; *) has=2;; esac
if grep -q '^__metadata:' yarn.lock; then wants=2; else wants=1; fi
if [ $has != $wants ]; then
  [ $wants = 1 ] && wanted='Yarn 1' || wanted='Yarn 2 or later'
  echo "yarn.lock is of $wanted, and yarn here is $version"
  exit 1
fi
`;

// The first has no other way than to install. On CI the second refuses to change a lockfile unless told.
const MAKE = `if [ $has = 1 ]; then exec yarn install --ignore-scripts --non-interactive --no-progress; fi
exec yarn install --mode=update-lockfile --no-immutable
`;

/** `yarn.lock` of any version. Sources: https://classic.yarnpkg.com/en/docs/cli/install, https://yarnpkg.com/cli/install */
export const YARN_LOCK: LockfileMaker = {
  program: 'yarn',
  command: BY_VERSION + MAKE,
  byHand: 'yarn install',
  inputs: /(?:^|\/)package\.json$|^yarn\.lock$|\.patch$/,
  settings: /^\.(?:npmrc|yarnrc|yarnrc\.yml|yarn\/(?:releases|plugins)\/.+)$/,
  asks: ['yarn', 'npm'],
  needsHost: true,
};
