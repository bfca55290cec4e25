import type { BranchName, Oid, RunResult } from '@sluice/model';
import { shortRef } from '../../facts.ts';
import type { MarkdownSection } from '../../markdown-budget.ts';
import { markdownCellCode, markdownCode, markdownText } from '../../markdown-text.ts';
import { plainShort } from '../../plain-text.ts';
import { count, reasonSentence } from '../../words.ts';
import { CHECK_STATES } from '../check-run/check-states.ts';
import {
  RUN_WARNINGS,
  type ForgeRun,
  type NotAdmitted,
  type Provenance,
  type RepositoryFacts,
  type RunWarning,
} from '../checkpoint-view.ts';
import { clusterSections } from '../cluster-section.ts';
import { fitDocument, prose, SUMMARY_BYTES } from '../fit-document.ts';
import { alert, commitLink } from '../links.ts';
import { manifestCell } from '../manifest-text.ts';

/** What the first job knows: who may take part, and how they contend. */
export interface AdmissionView {
  readonly repository: RepositoryFacts;
  readonly run: ForgeRun;
  readonly base: { readonly ref: string; readonly sha: Oid };
  readonly admitted: readonly {
    readonly name: BranchName;
    readonly head: Oid;
    readonly task: string;
    readonly files: number;
    readonly risk: readonly string[];
    /** Account that pushed it; empty where nothing says. */
    readonly agent: string;
    readonly provenance: Provenance;
  }[];
  readonly notAdmitted: readonly NotAdmitted[];
  readonly clusters: RunResult['clusters'];
  readonly warnings: readonly RunWarning[];
}

/** The page of the job that admits and clusters: who is in, who waits, who is refused and why, and what contends. */
export function clusterSummary(view: AdmissionView): string {
  const { admitted, notAdmitted, base, warnings } = view;
  const waiting = notAdmitted.filter(({ reason }) => CHECK_STATES[reason].word === 'waiting');
  const refused = notAdmitted.filter((each) => !waiting.includes(each));
  const clusters = view.clusters.filter(({ edges }) => edges.length > 0).length;
  const headline = `**${count(admitted.length, 'branch', 'branches')} admitted**, ${waiting.length} waiting, ${refused.length} not admitted; ${count(clusters, 'contended cluster', 'contended clusters')}.`;
  const sections = [
    prose(
      '## Sluice: admission and clusters',
      `${headline} Base ${markdownCode(shortRef(base.ref))} at ${commitLink(view.repository, base.sha)}.`,
      alert(
        'WARNING',
        warnings.map((name) => RUN_WARNINGS[name]),
      ),
    ),
    admittedTable(view),
    outsideTable(view.repository, '### Waiting', waiting),
    outsideTable(view.repository, '### Not admitted', refused),
    ...clusterSections({ clusters: view.clusters, branches: [] }),
  ];
  return fitDocument(sections, { bytes: SUMMARY_BYTES, elsewhere: 'the artifact of this job has them all' });
}

function admittedTable({ admitted, clusters, repository }: AdmissionView): MarkdownSection {
  const clusterOf = new Map(
    clusters.flatMap(({ id, branches }) => branches.map((name) => [name, id] as const)),
  );
  const items = admitted.map((branch) => {
    const risk = branch.risk.slice(0, 4).map((each) => markdownText(plainShort(each, 40)));
    const cells = [
      markdownText(plainShort(branch.task, 100)),
      `${markdownCellCode(plainShort(branch.name, 80))} @ ${commitLink(repository, branch.head)}`,
      branch.agent === '' ? '–' : markdownCellCode(plainShort(branch.agent, 40)),
      String(branch.files),
      markdownText(clusterOf.get(branch.name) ?? '–'),
      manifestCell(branch.provenance),
      risk.join(', ') || 'none',
    ];
    return `| ${cells.map((cell) => (cell === '' ? '–' : cell)).join(' | ')} |`;
  });
  const head =
    '### Admitted\n\n| Task | Branch @ commit | Pushed by | Files | Cluster | Manifest | Risk |\n| --- | --- | --- | ---: | --- | --- | --- |';
  return { head, items, separator: '\n', noun: 'branches', tail: '' };
}

function outsideTable(
  repository: RepositoryFacts,
  title: string,
  branches: readonly NotAdmitted[],
): MarkdownSection {
  const items = branches.map(({ name, head, reason, detail }) => {
    const why = markdownText(plainShort(detail === '' ? reasonSentence(reason) : detail, 300));
    return `| ${markdownCellCode(plainShort(name, 80))} @ ${commitLink(repository, head)} | ${reason} | ${why} |`;
  });
  const head = `${title}\n\n| Branch @ commit | Reason | Why |\n| --- | --- | --- |`;
  return { head, items, separator: '\n', noun: 'branches', tail: '' };
}
