/** Where the branches and edges of one contended cluster are drawn: pure geometry, the same for the same cluster. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode extends Point {
  readonly branch: string;
  /** Where its name goes; none where names would not be readable. */
  readonly side: 'left' | 'right' | 'none';
}

/** A quadratic curve. */
export interface Spoke {
  readonly from: Point;
  readonly via: Point;
  readonly to: Point;
}

/** A line between two branches, or a hub with a spoke to each of its branches. Several reasons of the same branches are one. */
export interface PlacedTie {
  readonly edges: readonly number[];
  readonly spokes: readonly Spoke[];
  /** Null for a plain line. */
  readonly hub: Point | null;
  /** Null where no place is free. */
  readonly label: Point | null;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly ties: readonly PlacedTie[];
}

type Frame = Pick<GraphLayout, 'width' | 'height' | 'nodes'>;

interface Tied {
  readonly branches: readonly string[];
  readonly edges: readonly { readonly among: readonly string[] }[];
}

/** Beyond so many branches names would be a wall: dots on rings instead. */
export const NAMED_MOST = 24;
const NAME_WIDTH = 135;
const NAME_GAP = 13;
const RADIUS = 70;
const ROW = 34;
const MARGIN = 26;
const DOT_GAP = 17;
/** Room of one label, and of a label beside a dot. */
const LABEL = { width: 60, height: 16, besideDot: 34 };

export function layoutCluster(cluster: Tied): GraphLayout {
  const frame =
    cluster.branches.length <= NAMED_MOST
      ? placeOnLens(orderByTies(cluster))
      : placeOnRings(cluster.branches);
  const centre = { x: frame.width / 2, y: frame.height / 2 };
  return { ...frame, ties: spreadLabels(placeTies(cluster, frame.nodes, centre), frame.nodes) };
}

/**
 * Two facing arcs, down the left one and up the right one, every branch of an arc on a row of its own: names beside
 * them cannot overlap, and branches next to each other in the order stay neighbours.
 */
function placeOnLens(branches: readonly string[]): Frame {
  const rows = Math.ceil(branches.length / 2);
  const height = MARGIN * 2 + Math.max(rows - 1, 1) * ROW;
  const width = (NAME_WIDTH + RADIUS + NAME_GAP) * 2;
  const nodes = branches.map((branch, i): PlacedNode => {
    const right = i >= rows;
    const inColumn = right ? branches.length - rows : rows;
    const row = right ? branches.length - 1 - i : i;
    const offset = inColumn === 1 ? 0 : (row / (inColumn - 1)) * 2 - 1;
    const reach = RADIUS * Math.sqrt(1 - 0.4 * offset * offset);
    const y = height / 2 + (offset * (inColumn - 1) * ROW) / 2;
    return {
      branch,
      side: right ? 'right' : 'left',
      x: round(width / 2 + (right ? reach : -reach)),
      y: round(y),
    };
  });
  return { width, height, nodes };
}

/** Along the ties from the first branch on, so that tied branches are neighbours. */
function orderByTies({ branches, edges }: Tied): string[] {
  const neighbours = new Map<string, string[]>(branches.map((branch) => [branch, []]));
  for (const { among } of edges) {
    if (among.length !== 2) continue;
    neighbours.get(among[0]!)?.push(among[1]!);
    neighbours.get(among[1]!)?.push(among[0]!);
  }
  const ends = (branch: string) => (neighbours.get(branch)!.length === 1 ? 0 : 1);
  const order = new Set<string>();
  for (const start of branches.toSorted((a, b) => ends(a) - ends(b))) {
    const stack = [start];
    while (stack.length > 0) {
      const branch = stack.pop()!;
      if (order.has(branch) || !neighbours.has(branch)) continue;
      order.add(branch);
      stack.push(...neighbours.get(branch)!.toReversed());
    }
  }
  return [...order];
}

/** Rings around the centre, each as full as the gap between dots allows. */
function placeOnRings(branches: readonly string[]): Frame {
  const points: Point[] = [];
  let radius = 62;
  while (points.length < branches.length) {
    const room = Math.floor((2 * Math.PI * radius) / DOT_GAP);
    const here = Math.min(room, branches.length - points.length);
    for (let i = 0; i < here; i++) {
      const angle = (i / here) * 2 * Math.PI - Math.PI / 2;
      points.push({ x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
    }
    radius += DOT_GAP;
  }
  const half = radius + 4;
  const nodes = branches.map((branch, i): PlacedNode => {
    const { x, y } = points[i]!;
    return { branch, side: 'none', x: round(x + half), y: round(y + half) };
  });
  return { width: round(half * 2), height: round(half * 2), nodes };
}

function placeTies(cluster: Tied, nodes: readonly PlacedNode[], centre: Point): PlacedTie[] {
  const at = new Map(nodes.map((node) => [node.branch, node]));
  const groups = new Map<string, { among: readonly string[]; edges: number[] }>();
  cluster.edges.forEach(({ among }, index) => {
    const key = JSON.stringify(among.toSorted());
    const group = groups.get(key) ?? { among, edges: [] };
    group.edges.push(index);
    groups.set(key, group);
  });
  const hubs = [...groups.values()].filter((group) => group.among.length !== 2).length;
  let hubNumber = 0;
  return [...groups.values()].map(({ among, edges }): PlacedTie => {
    const ends = among.flatMap((name) => at.get(name) ?? []);
    if (among.length === 2 && ends.length === 2) {
      const spoke = bend(ends[0]!, ends[1]!, centre);
      return { edges, spokes: [spoke], hub: null, label: null };
    }
    const hub = placeHub(centre, hubNumber++, hubs);
    return {
      edges,
      spokes: ends.map((from) => ({ from, via: middle(from, hub), to: hub })),
      hub,
      label: null,
    };
  });
}

/** One hub in the centre, several in a column through it. */
function placeHub(centre: Point, number: number, hubs: number): Point {
  return { x: centre.x, y: round(centre.y + (number - (hubs - 1) / 2) * 40) };
}

/** Each label where it covers no dot and no other label; a tie without such a place has none. */
function spreadLabels(ties: readonly PlacedTie[], nodes: readonly PlacedNode[]): PlacedTie[] {
  const dots = nodes.length <= NAMED_MOST ? nodes : [];
  const hubs = ties.flatMap((tie) => tie.hub ?? []);
  const taken: Point[] = [];
  return ties.map((tie) => {
    const label = placesFor(tie).find(
      (point) =>
        !taken.some((other) => near(point, other, LABEL.width)) &&
        ![...dots, ...hubs].some((dot) => near(point, dot, LABEL.besideDot)),
    );
    if (label !== undefined) taken.push(label);
    return { ...tie, label: label ?? null };
  });
}

/** Along the curve, its middle first; around a hub, below it first. */
function placesFor({ hub, spokes }: PlacedTie): Point[] {
  if (hub !== null) return [18, -18, 34, -34].map((step) => ({ x: hub.x, y: hub.y + step }));
  return [0.5, 0.4, 0.6, 0.3, 0.7].map((t) => pointAt(spokes[0]!, t));
}

function near(a: Point, b: Point, width: number): boolean {
  return Math.abs(a.x - b.x) < width && Math.abs(a.y - b.y) < LABEL.height;
}

/** Straight across the middle; between branches of one arc it bows inwards, away from the names. */
function bend(from: PlacedNode, to: PlacedNode, centre: Point): Spoke {
  const straight = middle(from, to);
  const pull = from.side === to.side ? 0.9 : 0;
  const via = { x: round(straight.x + (centre.x - straight.x) * pull), y: straight.y };
  return { from, via, to };
}

/** A point of a quadratic curve, `t` from 0 to 1. */
function pointAt({ from, via, to }: Spoke, t: number): Point {
  const along = (a: number, b: number, c: number) =>
    round((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c);
  return { x: along(from.x, via.x, to.x), y: along(from.y, via.y, to.y) };
}

function middle(a: Point, b: Point): Point {
  return { x: round((a.x + b.x) / 2), y: round((a.y + b.y) / 2) };
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
