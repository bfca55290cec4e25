import { EDGE_KINDS, type BranchResult, type RunResult } from '@sluice/model';
import { branchesByName, contendedClusters, type ClusterResult } from './facts.ts';
import {
  layoutCluster,
  NAMED_MOST,
  type GraphLayout,
  type PlacedNode,
  type PlacedTie,
} from './graph-layout.ts';
import { html, type Html } from './html-text.ts';
import { statusMark } from './html-status.ts';
import { plainShort } from './plain-text.ts';
import { count, countBranches, STATUS_TITLES } from './words.ts';

const DRAWN_MOST = 60;
const LABEL_CHARS = 17;
const LABELLED_TIES_MOST = 14;
/** Up to so many branches that nothing ties are named beside their dots. */
const LONE_NAMED_MOST = 24;
const DOT = 7;

/** Each contended cluster as a drawing, and the branches that nothing ties as dots. */
export function graphSection(result: RunResult): Html {
  const clusters = contendedClusters(result);
  const known = branchesByName(result);
  const tied = new Set(clusters.flatMap((cluster) => cluster.branches));
  const lone = result.branches.filter((branch) => !tied.has(branch.name));
  const prefix = commonPrefix(result.branches.map((branch) => branch.name));
  const more = clusters.length - DRAWN_MOST;
  return html`<section id="clusters" aria-labelledby="clusters-title">
    <h2 id="clusters-title">Clusters</h2>
    <p class="lead">
      ${
        clusters.length === 0
          ? 'Nothing ties any two branches: each can land or wait by itself.'
          : `A line ties branches that need a decision between them. ${count(clusters.length, 'cluster is', 'clusters are')} contended.`
      }${prefix === '' ? null : html` Names are shown without <code>${prefix}</code>.`}
    </p>
    <div class="graphs">
      ${clusters.slice(0, DRAWN_MOST).map((cluster) => clusterFigure(cluster, known, prefix))}
    </div>
    ${more > 0 ? html`<p class="muted">${count(more, 'more contended cluster is', 'more contended clusters are')} in the table below and not drawn.</p>` : null}
    ${lone.length === 0 ? null : loneFigure(lone, prefix)}
  </section>`;
}

/** What all names begin with, up to a slash: said once instead of in each label. */
function commonPrefix(names: readonly string[]): string {
  const first = names[0] ?? '';
  const prefix = first.slice(0, first.indexOf('/') + 1);
  return names.length > 1 && names.every((name) => name.startsWith(prefix) && name !== prefix) ? prefix : '';
}

function clusterFigure(
  cluster: ClusterResult,
  known: ReadonlyMap<string, BranchResult>,
  prefix: string,
): Html {
  const layout = layoutCluster(cluster);
  const label = `Cluster ${cluster.id}: ${countBranches(cluster.branches.length)}, ${count(cluster.edges.length, 'edge', 'edges')}`;
  const big = cluster.branches.length > NAMED_MOST;
  return html`<figure class="card graph${big ? ' big' : ''}">
    <figcaption>
      <strong>${cluster.id}</strong>
      <span class="muted"
        >${countBranches(cluster.branches.length)} · ${count(cluster.edges.length, 'edge', 'edges')}</span
      >
    </figcaption>
    <div class="draw" tabindex="0" role="region" aria-label="Drawing of cluster ${cluster.id}">
      <svg
        viewBox="0 0 ${layout.width} ${layout.height}"
        width="${layout.width}"
        height="${layout.height}"
        role="img"
        aria-label="${label}"
      >
        <g class="ties">${layout.ties.map((tie) => tieLines(tie))}</g>
        <g class="nodes">${layout.nodes.map((node) => nodeMark(node, known.get(node.branch), prefix))}</g>
        <g class="tie-labels">${tieLabels(layout, cluster)}</g>
      </svg>
    </div>
    ${edgeList(cluster)}
  </figure>`;
}

function tieLines(tie: PlacedTie): Html {
  const path = tie.spokes
    .map(({ from, via, to }) => `M${from.x} ${from.y}Q${via.x} ${via.y} ${to.x} ${to.y}`)
    .join('');
  const hub =
    tie.hub === null
      ? null
      : html`<rect class="hub" x="${tie.hub.x - 6}" y="${tie.hub.y - 6}" width="12" height="12" rx="3" />`;
  return html`<path class="tie${tie.spokes.length > 40 ? ' faint' : ''}" d="${path}" />${hub}`;
}

function tieLabels(layout: GraphLayout, cluster: ClusterResult): Html[] {
  if (layout.ties.length > LABELLED_TIES_MOST) return [];
  return layout.ties.flatMap((tie) => {
    if (tie.label === null) return [];
    const kinds = [...new Set(tie.edges.map((index) => cluster.edges[index]!.kind))];
    const text =
      kinds.length === 1 && tie.edges.length > 1
        ? `${kinds[0]!} ×${tie.edges.length}`
        : kinds.slice(0, 1).join('') + (kinds.length > 1 ? ` +${kinds.length - 1}` : '');
    return html`<text x="${tie.label.x}" y="${tie.label.y + 4}" text-anchor="middle">${text}</text>`;
  });
}

function nodeMark(node: PlacedNode, branch: BranchResult | undefined, prefix: string): Html {
  const status = branch?.status ?? 'excluded';
  const title = html`<title>${node.branch}: ${STATUS_TITLES[status].toLowerCase()}</title>`;
  const mark = html`<use
    href="#mark-${status}"
    x="${node.x - DOT}"
    y="${node.y - DOT}"
    width="${DOT * 2}"
    height="${DOT * 2}"
  />`;
  if (node.side === 'none') return html`<g class="s-${status}">${title}${mark}</g>`;
  const left = node.side === 'left';
  const name = plainShort(node.branch.slice(prefix.length), LABEL_CHARS);
  return html`<g class="s-${status}"
    >${title}${mark}<text
      class="name"
      x="${left ? node.x - 13 : node.x + 13}"
      y="${node.y + 4}"
      text-anchor="${left ? 'end' : 'start'}"
      >${name}</text
    ></g
  >`;
}

/** The drawing in words: what a screen reader and a printed page need. */
function edgeList(cluster: ClusterResult): Html {
  const shown = cluster.edges.slice(0, 4);
  const more = cluster.edges.length - shown.length;
  const items = shown.map(
    (edge) =>
      html`<li>
        <span class="kind" title="${EDGE_KINDS[edge.kind]}">${edge.kind}</span>
        <code>${plainShort(edge.path, 90)}</code
        >${edge.among.length > 2 ? html` <span class="muted">among ${edge.among.length}</span>` : null}<br /><span
          class="muted"
          >${plainShort(edge.detail, 240)}</span
        >
      </li>`,
  );
  return html`<ul class="edges">
    ${items}${more > 0 ? html`<li class="muted">and ${count(more, 'more edge', 'more edges')}</li>` : null}
  </ul>`;
}

function loneFigure(lone: readonly BranchResult[], prefix: string): Html {
  const named = lone.length <= LONE_NAMED_MOST;
  const items = lone.map((branch) => {
    const title = `${branch.name}: ${STATUS_TITLES[branch.status].toLowerCase()}`;
    const name = plainShort(branch.name.slice(prefix.length), 40);
    const text = named ? html`<span>${name}</span>` : html`<span class="sr">${title}</span>`;
    return html`<li title="${title}">${statusMark(branch.status)}${text}</li>`;
  });
  return html`<figure class="card lone">
    <figcaption>
      <strong>On their own</strong>
      <span class="muted">${countBranches(lone.length)} that nothing ties to another</span>
    </figcaption>
    <ul class="${named ? 'dots named' : 'dots'}">
      ${items}
    </ul>
  </figure>`;
}
