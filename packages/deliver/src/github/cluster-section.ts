import type { Status } from '@sluice/model';
import type { MarkdownSection } from '../markdown-budget.ts';
import { markdownBlock, markdownCellCode, markdownText } from '../markdown-text.ts';
import { plainShort } from '../plain-text.ts';
import { clusterGraph } from './cluster-graph.ts';
import { prose } from './fit-document.ts';

type GraphInput = Parameters<typeof clusterGraph>[0];
type ClusterInput = GraphInput['clusters'][number];

const NAMES_SHOWN = 6;
const SPOTS_SHOWN = 3;

/** The clusters drawn as far as that helps, and all contended ones as a table: the drawing in words. */
export function clusterSections(input: GraphInput): MarkdownSection[] {
  const contended = input.clusters.filter((cluster) => cluster.edges.length > 0);
  const alone = input.clusters.length - contended.length;
  if (contended.length === 0)
    return [prose('### Clusters', 'Nothing contends: no branch needs a decision between it and another.')];
  const { source, left } = clusterGraph(input);
  const notDrawn = left.length > 0 ? ` ${left.length} of them are too large to draw.` : '';
  const legend = input.branches.length > 0 ? ' ✓ lands, ‖ held, ✗ rejected, – excluded.' : '';
  const drawing = source === '' ? '' : markdownBlock(source, 'mermaid');
  return [
    prose(
      '### Clusters',
      `${contended.length} contended, ${alone} alone.${notDrawn}${source === '' ? '' : legend}`,
      drawing,
    ),
    clusterTable(contended, new Map(input.branches.map(({ name, status }) => [name, status]))),
  ];
}

function clusterTable(
  clusters: readonly ClusterInput[],
  statuses: ReadonlyMap<string, Status>,
): MarkdownSection {
  const items = clusters.map(({ id, branches, edges }) => {
    const names = branches.slice(0, NAMES_SHOWN).map((name) => {
      const status = statuses.get(name);
      return `${markdownCellCode(plainShort(name, 60))}${status === undefined ? '' : ` ${status}`}`;
    });
    const spots = edges
      .slice(0, SPOTS_SHOWN)
      .map(({ path, kind }) => `${markdownCellCode(plainShort(path, 80))} (${kind})`);
    return `| ${markdownText(id)} | ${listed(names, branches.length)} | ${listed(spots, edges.length)} |`;
  });
  const head = '| Cluster | Branches | Where |\n| --- | --- | --- |';
  return { head, items, separator: '\n', noun: 'clusters', tail: '' };
}

function listed(shown: readonly string[], all: number): string {
  return all > shown.length ? `${shown.join(', ')} and ${all - shown.length} more` : shown.join(', ');
}
