import { shellQuote } from '../shell-quote.ts';
import type { DeliveredCheckpoint } from './checkpoint-view.ts';

/** A command for a clone that succeeds only if the branch is still the validated commit with the validated tree. */
export function verifyCommand({ branch, commit, tree }: DeliveredCheckpoint): string {
  const fetch = `git fetch origin ${shellQuote(`refs/heads/${branch}`)}`;
  return `${fetch} && git rev-parse FETCH_HEAD 'FETCH_HEAD^{tree}' | xargs | grep -x '${commit} ${tree}'`;
}
