import { isRefName, objectType, ZERO } from '../../git/refs.ts';
import { writeRefs, type RefWish } from '../../git/write-refs.ts';
import type { Repository } from '../../state/repository.ts';
import { refusal, type Context } from '../context.ts';
import { refNode } from '../git-node.ts';
import { targetOf } from './target.ts';

interface RefUpdate {
  readonly name: string;
  readonly afterOid: string;
  readonly beforeOid?: string;
  readonly force?: boolean;
}

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string };
}

/** Mutations of refs. `updateRefs` is all or nothing; `beforeOid` is a comparison that has to hold. */
export const REF_MUTATIONS = {
  updateRefs: async (
    { input }: Input<{ repositoryId: string; refUpdates: readonly RefUpdate[] }>,
    context: Context,
  ) => {
    const { repository } = targetOf(context, input.repositoryId, ['Repository'], 'Mutation.updateRefs');
    const wishes = input.refUpdates.map((update) => ({
      name: update.name,
      after: update.afterOid === ZERO ? null : update.afterOid,
      force: update.force ?? false,
      ...(update.beforeOid === undefined
        ? {}
        : { before: update.beforeOid === ZERO ? null : update.beforeOid }),
    }));
    await write(context, repository, wishes);
    return { clientMutationId: input.clientMutationId ?? null };
  },
  createRef: async (
    { input }: Input<{ repositoryId: string; name: string; oid: string }>,
    context: Context,
  ) => {
    const { repository } = targetOf(context, input.repositoryId, ['Repository'], 'Mutation.createRef');
    await write(context, repository, [{ name: input.name, before: null, after: input.oid }]);
    return result(repository, input.name, input.oid);
  },
  updateRef: async ({ input }: Input<{ refId: string; oid: string; force?: boolean }>, context: Context) => {
    const { repository, key } = targetOf(context, input.refId, ['Ref'], 'Mutation.updateRef');
    await write(context, repository, [{ name: key, after: input.oid, force: input.force ?? false }]);
    return result(repository, key, input.oid);
  },
  deleteRef: async ({ input }: Input<{ refId: string }>, context: Context) => {
    const { repository, key } = targetOf(context, input.refId, ['Ref'], 'Mutation.deleteRef');
    await write(context, repository, [{ name: key, after: null }]);
    return { clientMutationId: input.clientMutationId ?? null };
  },
};

async function write(context: Context, repository: Repository, wishes: readonly RefWish[]): Promise<void> {
  for (const { name, after } of wishes) {
    if (!name.startsWith('refs/') || !(await isRefName(repository.gitDir, name))) {
      throw refusal('UNPROCESSABLE', `"${name}" is not a valid ref name`);
    }
    if (after !== null && (await objectType(repository.gitDir, after)) === null)
      throw refusal('UNPROCESSABLE', 'Object does not exist');
  }
  const outcome = await writeRefs(context.world, repository, wishes, context.token);
  switch (outcome.kind) {
    case 'written':
      return;
    case 'stale':
      throw refusal(
        'STALE_DATA',
        `Reference ${outcome.name} is at ${outcome.actual ?? 'no commit'}, not where it was expected`,
      );
    case 'not-forward':
      throw refusal('UNPROCESSABLE', `Update of ${outcome.name} is not a fast forward`);
    case 'refused':
      throw refusal(
        'UNPROCESSABLE',
        `Repository rule violations found\n\n${outcome.violations.join('\n')}\n\n`,
      );
  }
}

async function result(repository: Repository, name: string, oid: string): Promise<object> {
  const type = (await objectType(repository.gitDir, oid)) ?? 'commit';
  return { clientMutationId: null, ref: refNode(repository, { name, oid, type }) };
}
