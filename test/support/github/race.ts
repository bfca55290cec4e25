// One run of the pipeline in which something moves between the validation and the delivery.
import { byHand, lines, Shop, SHOP, type Told } from './agents.ts';
import type { Weakness } from './weakened-toolkit.ts';

/** Takes what was verified for what is there: the refs are not read again. */
export const REMEMBERS_THE_REFS: Weakness = {
  file: 'packages/pipeline/src/stages/deliver-run.ts',
  from: 'const refs = new Map((await remote.branches()).map(({ name, oid }) => [name, oid]));',
  to: 'const refs = new Map([admission.base, ...admission.admitted].map((one) => [one.ref, "sha" in one ? one.sha : one.head]));',
};

export interface Race {
  readonly shop: Shop;
  /** Head of `claude/a` as it was validated. */
  readonly head: string;
  /** Writes of the run, but for checks: operations of the APIs and of git. */
  readonly writes: readonly string[];
  /** What was said of that head. */
  readonly told: Told | null;
}

/** `act` happens after everything was validated and before anything is delivered. */
export async function race(act: (shop: Shop) => Promise<unknown>, checkout?: string): Promise<Race> {
  const shop = await Shop.open({ editWorkflows: alone, ...(checkout === undefined ? {} : { checkout }) });
  const head = await shop.branch('claude/a', { 'src/a.js': lines('export const a = 1;') });
  await shop.push(['claude/a']);
  await shop.idle();
  const writes: string[] = [];
  shop.before(/Deliver/, async () => {
    await act(shop);
    shop.forge.hub.beforeWrite(({ kind, operation }) => {
      if (['rest', 'graphql', 'git'].includes(kind) && !operation.startsWith('checks/'))
        writes.push(operation);
    });
  });
  await shop.coordinate();
  await shop.idle();
  const checks = [...shop.forge.hub.repository(SHOP).checkRuns.values()];
  const check = checks.find(({ headSha, name }) => headSha === head && name === 'Sluice report');
  const { title, summary } = check?.output ?? { title: null, summary: null };
  const told = check ? { conclusion: check.conclusion, title: title ?? '', summary: summary ?? '' } : null;
  return { shop, head, writes, told };
}

/** A push to the base starts no run of its own either. */
function alone(text: string, name: string): string {
  const left = byHand(text);
  return name === 'sluice.yml' ? left.replace(/ {2}push:\n(?: {4,}.*\n)+/, '') : left;
}
