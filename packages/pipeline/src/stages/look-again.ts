import { checkStateOf } from '@sluice/deliver';
import type { Reason } from '@sluice/model';

/** What has to be looked at again although nothing was pushed: machine data in front of the id of a check. */
const AGAIN = 'again:';
/** Only once there is a manifest. */
const UNSIGNED = 'unsigned:';

/** The id of a check of an agent branch, with a mark where the next run has something to do for it. */
export function markedId(id: string, reason: Reason, isDelivered: boolean): string {
  if (reason === 'no-manifest') return UNSIGNED + id;
  const { exit } = checkStateOf({ reason }, isDelivered);
  // One that was not believed may be signed anew without a new head.
  const isOpen = exit === 'next-run' || exit === 'no-checkpoint' || reason === 'untrusted';
  return isOpen ? AGAIN + id : id;
}

/** Whether the branch that has this check may come to another result as it is. */
export function looksAgain(id: string, { isSigned }: { isSigned: boolean }): boolean {
  return id.startsWith(AGAIN) || (id.startsWith(UNSIGNED) && isSigned);
}
