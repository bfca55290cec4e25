import type { RunResult } from '@sluice/model';
import { shortRef } from './facts.ts';
import { hintsMarkdown } from './hints-section.ts';
import { fitSections, type MarkdownSection } from './markdown-budget.ts';
import { branchTable, conflictCards, readFirst, reverts, setAside, tierLadder } from './markdown-sections.ts';
import { markdownCode, markdownCommand, markdownText } from './markdown-text.ts';
import { modelMarkdown } from './model-section.ts';
import { nextSteps } from './next-steps.ts';
import { supplyMarkdown } from './supply-section.ts';
import { costSentence, decisionSentence, testsWarning, verdictSentence } from './verdict.ts';
import { countBranches } from './words.ts';

/** GitHub refuses bodies of more than 65,536 characters. */
export const MARKDOWN_LIMIT = 60_000;

/**
 * The report as GitHub Markdown, fit to be the body of a pull request: verdict and the decision needed first, `Next:`
 * last. Everything by others in it is text: no mention, link, image, HTML or issue reference. At most
 * {@link MARKDOWN_LIMIT} characters; what is left out is counted in its place.
 */
export function markdownReport(result: RunResult): string {
  const sections = [
    opening(result),
    branchTable(result),
    readFirst(result),
    conflictCards(result),
    supplyMarkdown(result),
    hintsMarkdown(result),
    modelMarkdown(result),
    tierLadder(result),
    setAside(result),
    reverts(result),
    costs(result),
    next(result),
  ];
  return fitSections(
    sections.filter((section) => section.items.length > 0 || section.tail !== ''),
    MARKDOWN_LIMIT,
  );
}

function opening(result: RunResult): MarkdownSection {
  const warning = testsWarning(result);
  const lines = [
    ...(warning === null
      ? []
      : [`> [!WARNING]\n> **${markdownText(warning[0]!.toUpperCase() + warning.slice(1))}**`]),
    `**${markdownText(verdictSentence(result))}** ${markdownText(decisionSentence(result))}`,
    binding(result),
  ];
  return { head: '', items: [], separator: '\n\n', noun: '', tail: lines.join('\n\n') };
}

/** What the verdict is bound to: anything else than these commits and this tree was not validated. */
function binding({ base, branches, checkpoint }: RunResult): string {
  const onto = `Base ${markdownCode(shortRef(base.ref))} at ${markdownCode(base.sha)}`;
  const heads = `${countBranches(branches.length)} at the heads below`;
  if (checkpoint === null) return `${onto} · ${heads} · no checkpoint was written.`;
  const bound = `checkpoint ${markdownCode(shortRef(checkpoint.ref))} at ${markdownCode(checkpoint.commit)}`;
  return `${onto} · ${heads} · validated tree ${markdownCode(checkpoint.tree)} · ${bound}.`;
}

function costs(result: RunResult): MarkdownSection {
  const sentence = costSentence(result);
  const tail = sentence === null ? '' : `**Cost.** ${markdownText(sentence)}`;
  return { head: '', items: [], separator: '\n', noun: '', tail };
}

function next(result: RunResult): MarkdownSection {
  const steps = nextSteps(result).map((step) => `- ${step.purpose}: ${markdownCommand(step.command)}`);
  const tail = steps.length > 0 ? `**Next:**\n\n${steps.join('\n')}` : '**Next:** nothing to do.';
  return { head: '', items: [], separator: '\n', noun: '', tail };
}
