import type { BranchName, EdgeKind, Status } from '@sluice/model';
import { compareClusterIds } from '../facts.ts';
import { plainShort } from '../plain-text.ts';

/**
 * Clusters as a Mermaid flowchart. Mermaid refuses more than 50,000 characters (`maxTextSize`) and 500 links
 * (`maxEdges`), and a viewer long before that: clusters are drawn whole while there is room, largest first, and the rest
 * is left to a table. A spot that ties many is a node of its own, so that pairs are never listed.
 */
export interface ClusterGraph {
  /** Mermaid source; empty when nothing is drawn. */
  readonly source: string;
  /** Ids of contended clusters that are not drawn. */
  readonly left: readonly string[];
}

interface GraphInput {
  readonly clusters: readonly {
    readonly id: string;
    readonly branches: readonly BranchName[];
    readonly edges: readonly {
      readonly among: readonly BranchName[];
      readonly kind: EdgeKind;
      readonly path: string;
    }[];
  }[];
  /** What became of each branch, where that is known already. */
  readonly branches: readonly { readonly name: BranchName; readonly status: Status }[];
}

type ClusterInput = GraphInput['clusters'][number];

const CHARACTERS_MOST = 40_000;
const LINKS_MOST = 300;
const NODES_MOST = 150;
const LABEL_WIDTH = 44;

/** Told by a sign, too: colours are not seen by all, and differ between light and dark pages. */
const SIGNS: Record<Status, string> = { landed: '✓', planned: '✓', held: '‖', rejected: '✗', excluded: '–' };
const CLASSES = [
  'classDef landed stroke:#1a7f37,stroke-width:2px',
  'classDef held stroke:#9a6700,stroke-width:2px,stroke-dasharray:5 3',
  'classDef out stroke:#cf222e,stroke-width:2px,stroke-dasharray:2 2',
];
const CLASS_OF: Record<Status, string> = {
  landed: 'landed',
  planned: 'landed',
  held: 'held',
  rejected: 'out',
  excluded: 'out',
};

/** The contended clusters, as far as they fit. A run's result is a {@link GraphInput}. */
export function clusterGraph({ clusters, branches }: GraphInput): ClusterGraph {
  const statuses = new Map(branches.map(({ name, status }) => [name, status]));
  const contended = clusters
    .filter((cluster) => cluster.edges.length > 0)
    .toSorted((a, b) => b.branches.length - a.branches.length || compareClusterIds(a.id, b.id));
  const room = { characters: CHARACTERS_MOST, links: LINKS_MOST, nodes: NODES_MOST };
  const drawn: string[] = [];
  const left: string[] = [];
  for (const cluster of contended) {
    const used = NODES_MOST - room.nodes;
    const { text, links, nodes } = drawCluster(cluster, statuses, used);
    if (text.length > room.characters || links > room.links || nodes > room.nodes) {
      left.push(cluster.id);
      continue;
    }
    drawn.push(text);
    room.characters -= text.length + 1;
    room.links -= links;
    room.nodes -= nodes;
  }
  const source = ['graph LR', ...CLASSES.map((line) => `  ${line}`), ...drawn].join('\n');
  return { source: drawn.length === 0 ? '' : source, left };
}

/** Nodes are numbered on from `used`. */
function drawCluster(
  cluster: ClusterInput,
  statuses: ReadonlyMap<BranchName, Status>,
  used: number,
): { text: string; links: number; nodes: number } {
  const ids = new Map(cluster.branches.map((name, i) => [name, `n${used + i + 1}`]));
  const lines = cluster.branches.map((name) => `    ${branchNode(ids.get(name)!, name, statuses.get(name))}`);
  let nodes = ids.size;
  let links = 0;
  for (const { ends, text } of spots(cluster, ids)) {
    if (ends.length === 2) {
      lines.push(`    ${ends[0]} ---|"${text}"| ${ends[1]}`);
      links += 1;
      continue;
    }
    nodes += 1;
    const hub = `n${used + nodes}`;
    lines.push(`    ${hub}(["${text}"])`, ...ends.map((end) => `    ${hub} --- ${end}`));
    links += ends.length;
  }
  const title = mermaidLabel(`${cluster.id}: ${cluster.branches.length} branches`);
  return { text: [`  subgraph s${used + 1} ["${title}"]`, ...lines, '  end'].join('\n'), links, nodes };
}

function branchNode(id: string, name: BranchName, status: Status | undefined): string {
  const label = mermaidLabel(name);
  return status === undefined
    ? `${id}["${label}"]`
    : `${id}["${SIGNS[status]} ${label}"]:::${CLASS_OF[status]}`;
}

/** Edges between the same branches are one link, with the first path and the number of the others. */
function spots(
  { edges }: ClusterInput,
  ids: ReadonlyMap<BranchName, string>,
): { ends: readonly string[]; text: string }[] {
  const groups = new Map<string, { ends: string[]; paths: string[]; kind: EdgeKind }>();
  for (const { among, kind, path } of edges) {
    const ends = [...new Set(among.flatMap((name) => ids.get(name) ?? []))];
    if (ends.length < 2) continue;
    const group = groups.get(ends.join(' ')) ?? { ends, paths: [], kind };
    group.paths.push(path);
    groups.set(ends.join(' '), group);
  }
  return [...groups.values()].map(({ ends, paths, kind }) => ({
    ends,
    text: `${kind} ${mermaidLabel(paths[0]!)}${paths.length > 1 ? ` and ${paths.length - 1} more` : ''}`,
  }));
}

/**
 * Text by others inside a quoted label. Whatever could be Mermaid, Markdown, HTML, an icon or a directive to it is an
 * entity in its spelling (`#35;`), which it decodes after parsing.
 */
export function mermaidLabel(text: string): string {
  return plainShort(text, LABEL_WIDTH).replace(
    /[^\p{L}\p{N}\p{M} /.…-]/gu,
    (char) => `#${char.codePointAt(0)!};`,
  );
}
