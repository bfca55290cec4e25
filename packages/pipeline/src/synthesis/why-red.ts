import { isGreen } from '@sluice/model';
import type { MadeCandidate } from '../generate-candidates.ts';
import { nameOf } from '../landing-item.ts';
import type { Validator } from '../validator.ts';

/** Why the tests refuse the tree of a candidate; null: it is green. */
export async function whyRed(
  validator: Validator,
  { candidate, items }: MadeCandidate,
): Promise<string | null> {
  const names = items.map(({ item }) => nameOf(item));
  const verdict = await validator.verdict(candidate.tree, names);
  const red = verdict.tiers.find((result) => !isGreen(result));
  if (!red) return null;
  return `${red.tier} fails with it (${red.ended === 'exit' ? `exit status ${red.exit}` : `ended by ${red.ended}`})`;
}
