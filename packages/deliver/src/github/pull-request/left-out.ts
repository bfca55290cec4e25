import type { RunResult } from '@sluice/model';
import type { MarkdownSection } from '../../markdown-budget.ts';
import { setAside } from '../../markdown-sections.ts';
import { markdownCode } from '../../markdown-text.ts';
import { waitsItsTurn } from '../waits-its-turn.ts';

const WAITING_SHOWN = 12;

/** Each branch that is not in the checkpoint, with evidence and next step; those that only wait share a line. */
export function leftOut(result: RunResult, title: string): MarkdownSection {
  const waiting = result.branches.filter(waitsItsTurn);
  const others = { ...result, branches: result.branches.filter((branch) => !waitsItsTurn(branch)) };
  const shown = waiting
    .slice(0, WAITING_SHOWN)
    .map(({ name, reason }) => `${markdownCode(name)} (${reason})`)
    .join(', ');
  const more = waiting.length > WAITING_SHOWN ? ` and ${waiting.length - WAITING_SHOWN} more` : '';
  const tail =
    waiting.length === 0 ? '' : `**Waiting** for the next run, with nothing to do: ${shown}${more}.`;
  return { ...setAside(others), head: title, tail };
}
