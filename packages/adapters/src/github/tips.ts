import type { Oid } from '@sluice/model';
import type { Api } from './api.ts';
import { aliased } from './aliased.ts';

/** Where refs point now; one that does not exist is not in the map. */
export async function readTips(api: Api, refs: readonly string[]): Promise<ReadonlyMap<string, Oid>> {
  const tips = new Map<string, Oid>();
  for (const { document, variables, members } of aliased(refs, {
    name: 'tips',
    type: 'String!',
    field: (variable) => `ref(qualifiedName: ${variable}) { target { oid } }`,
  })) {
    const repository = await api.query({ name: 'tips', needs: 'contents: read', document, variables });
    for (const [alias, ref] of members) {
      const target = repository.maybe(alias)?.at('target');
      if (target !== undefined) tips.set(ref, target.oid('oid'));
    }
  }
  return tips;
}
