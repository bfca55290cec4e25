import { encodeGitText } from '@sluice/model';
import type { RefChange } from '@sluice/ports';

/** Input of `git update-ref --stdin -z` that makes all of the changes or none; `zero` is the id of no object. */
export function refTransaction(changes: readonly RefChange[], zero: string): Buffer {
  const moving = changes
    .filter(({ from, to }) => from !== to)
    .map(({ ref, to, from }) => `update ${ref}\0${to ?? zero}\0${from ?? zero}\0`);
  // Without deref: two names of one branch may both be verified.
  const standing = changes
    .filter(({ from, to }) => from === to)
    .map(({ ref, from }) => `option no-deref\0verify ${ref}\0${from ?? zero}\0`);
  // With an explicit end: an input that is cut short changes nothing.
  return encodeGitText(['start\0', ...standing, ...moving, 'commit\0'].join(''));
}
