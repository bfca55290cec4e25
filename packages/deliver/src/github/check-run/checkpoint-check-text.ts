import { shortOid } from '@sluice/model';
import { shortRef } from '../../facts.ts';
import { markdownCode, markdownCommand } from '../../markdown-text.ts';
import { count } from '../../words.ts';
import {
  evidenceFor,
  RUN_WARNINGS,
  takesPart,
  wholeResult,
  type DeliveredView,
  type Evidence,
} from '../checkpoint-view.ts';
import { BODY_BYTES, fitDocument, prose } from '../fit-document.ts';
import { alert, elsewhereIn, runLink } from '../links.ts';
import { verifyCommand } from '../verify-command.ts';
import type { CheckText } from './branch-check-text.ts';
import type { CheckState } from './check-states.ts';
import { tierLines } from './tier-lines.ts';

/** Only green evidence about exactly this tree opens the gate; `untested` is for repositories whose policy allows it. */
const CONCLUSIONS: Record<Evidence, CheckState['conclusion']> = {
  tested: 'success',
  untested: 'success',
  unproven: 'failure',
};

const TITLES: Record<Evidence, string> = {
  tested: 'Validated: this tree passed every tier',
  untested: 'Not tested: only the built-in check ran on this tree',
  unproven: 'Nothing green stands behind this tree',
};

/** The required check on the commit of the checkpoint: it says which tree was validated, and with what. */
export function checkpointCheckText(view: DeliveredView): CheckText {
  const { checkpoint, run, warnings } = view;
  const result = wholeResult(view);
  const evidence = evidenceFor(result, checkpoint.tree);
  const heads = result.branches.filter(takesPart).length;
  const tiers = tierLines(result, checkpoint.tree);
  const sections = [
    prose(
      `**${TITLES[evidence]}** (${markdownCode(shortOid(checkpoint.tree))}).`,
      [
        `- Tree ${markdownCode(checkpoint.tree)} of commit ${markdownCode(checkpoint.commit)}`,
        `- Base ${markdownCode(shortRef(checkpoint.base.ref))} at ${markdownCode(checkpoint.base.sha)}`,
        `- ${count(heads, 'agent branch', 'agent branches')}, by ${runLink(run)}`,
      ].join('\n'),
      tiers.length === 0 ? '' : `**Tiers**\n\n${tiers.join('\n')}`,
      alert(
        'WARNING',
        warnings.map((name) => RUN_WARNINGS[name]),
      ),
      `Verify locally: ${markdownCommand(verifyCommand(checkpoint))}`,
      'It holds for this commit alone. When the base moves, the next run makes another one.',
    ),
  ];
  return {
    conclusion: CONCLUSIONS[evidence],
    title: TITLES[evidence],
    summary: fitDocument(sections, { bytes: BODY_BYTES, elsewhere: elsewhereIn(run) }),
  };
}
