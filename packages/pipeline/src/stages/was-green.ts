import { isGreen, type CheckpointVerdict, type Oid } from '@sluice/model';

/** Whether a verdict names evidence for a tree, and all of it green. */
export function wasGreen({ result }: Pick<CheckpointVerdict, 'result'>, tree: Oid): boolean {
  const evidence = result.validations.filter((each) => each.tree === tree);
  return evidence.length > 0 && evidence.every((each) => isGreen({ ...each, log: '' } as never));
}
