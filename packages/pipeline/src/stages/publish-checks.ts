import { branchCheckText, CHECK_NAMES, type CheckpointView, type CheckText } from '@sluice/deliver';
import { canonicalJson, digestOf, type BranchName, type Oid } from '@sluice/model';
import type { CheckRunFacts, CheckRunText, Forge } from '@sluice/ports';
import type { Gate } from './gate.ts';
import { markedId } from './look-again.ts';

export interface CheckCount {
  readonly written: number;
  readonly unchanged: number;
}

type Wanted = CheckRunText & { readonly branch: BranchName };

/**
 * One check for each agent branch at its head. What it says decides its id, so that a re-run, or the next run that comes
 * to the same, writes nothing.
 */
export async function publishBranchChecks(
  forge: Forge,
  gate: Gate,
  views: readonly CheckpointView[],
): Promise<CheckCount> {
  const wanted = new Map<BranchName, Wanted>();
  for (const view of views) {
    const refused = new Set(view.notAdmitted.map(({ name }) => name));
    const own = view.result.branches.filter(({ name }) => !refused.has(name));
    for (const { name, head } of own) wanted.set(name, checkOf(view, name, head as Oid));
    for (const { name, head } of view.notAdmitted) wanted.set(name, checkOf(view, name, head));
  }
  const heads = [...new Set([...wanted.values()].map(({ headSha }) => headSha))];
  if (heads.length === 0) return { written: 0, unchanged: 0 };
  const known = await forge.checkRuns(heads, CHECK_NAMES.branch);
  let written = 0;
  for (const check of wanted.values()) {
    const same = known.filter(({ headSha }) => headSha === check.headSha);
    if (await publishCheck(forge, gate, { check, known: same })) written += 1;
  }
  return { written, unchanged: wanted.size - written };
}

/** Creates or updates, unless it says the same already; the newest of that name is the one that people see. */
export async function publishCheck(
  forge: Forge,
  gate: Gate,
  { check, known }: { check: CheckRunText; known: readonly CheckRunFacts[] },
): Promise<boolean> {
  const newest = [...known].sort((a, b) => b.id - a.id)[0];
  if (newest?.externalId === check.externalId) return false;
  await gate.pass();
  const { name, headSha, conclusion, title, summary, detailsUrl, externalId } = check;
  const text = { name, headSha, conclusion, title, summary, detailsUrl, externalId };
  if (newest) await forge.updateCheckRun(newest.id, text);
  else await forge.createCheckRun(text);
  return true;
}

/** `state`: what the check says apart from the run that says it. */
export function checkText(
  { conclusion, title, summary }: CheckText,
  at: { name: string; headSha: Oid; runUrl: string; state: unknown },
): CheckRunText {
  const { name, headSha, runUrl, state } = at;
  const id = digestOf(Buffer.from(canonicalJson({ conclusion, title, state }), 'utf8'));
  return { name, headSha, conclusion, title, summary, detailsUrl: runUrl, externalId: id.slice(0, 39) };
}

function checkOf(view: CheckpointView, branch: BranchName, head: Oid): Wanted {
  const text = branchCheckText(view, branch);
  const result = view.result.branches.find(({ name }) => name === branch);
  const late = view.notAdmitted.find(({ name }) => name === branch);
  const { reason, detail } = late ?? result!;
  const offers = offersOf(view, branch);
  const known = { branch, reason, detail, checkpoint: view.checkpoint?.commit ?? null };
  const state = offers.length === 0 ? known : { ...known, offers };
  const at = { name: CHECK_NAMES.branch, headSha: head, runUrl: view.run.url, state };
  const check = checkText(text, at);
  return { ...check, externalId: markedId(check.externalId, reason, view.checkpoint !== null), branch };
}

/** Where a language model's resolutions of it are. */
function offersOf({ result: { model } }: CheckpointView, branch: BranchName): string[] {
  const own = model?.resolutions.filter((each) => each.branch === branch && each.ref !== '') ?? [];
  return own.map(({ ref }) => ref);
}
