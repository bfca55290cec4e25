// Globs run as one automaton, not as regular expressions: names come from agents, and a name made for it can hold a
// backtracking matcher for minutes. Here a name costs one step a character, however it and the patterns look.
import { SLASH, type GlobNode } from './glob-syntax.ts';

/** A state of the nondeterministic automaton. `step` consumes a character that `test` accepts; `free` consumes nothing. */
interface State {
  readonly test: GlobNode | null;
  readonly step: number;
  free: readonly number[];
  /** Which pattern has matched when the name ends here. */
  readonly accepts: number | null;
}

/** A set of states, and where each character leads from it: filled in as names ask for it. */
interface Moment {
  readonly states: readonly number[];
  /** The last pattern that matches when the name ends here; -1: none. */
  readonly last: number;
  readonly ascii: (Moment | undefined)[];
  readonly other: Map<number, Moment>;
}

// Bounds what hostile names can make it remember.
const MOST_MOMENTS = 2_000;

/** Compiles patterns; the function returned gives the index of the last one that matches the whole name, or -1. */
export function compileGlobs(patterns: readonly (readonly GlobNode[])[]): (name: string) => number {
  const states: State[] = [];
  const starts = patterns.map((nodes, index) =>
    addSequence(states, nodes, addState(states, { test: null, step: -1, free: [], accepts: index })),
  );
  const moments = new Map<string, Moment>();
  const start = momentOf(states, moments, starts);
  return (name) => {
    let moment = start;
    for (let at = 0; at < name.length && moment.states.length > 0; at += 1) {
      const code = name.codePointAt(at)!;
      if (code > 0xffff) at += 1;
      moment =
        (code < 128 ? moment.ascii[code] : moment.other.get(code)) ?? follow(states, moments, moment, code);
    }
    return moment.last;
  };
}

function addState(states: State[], state: State): number {
  return states.push(state) - 1;
}

/** Adds the states of a sequence that goes on to `next`; returns where it begins. */
function addSequence(states: State[], nodes: readonly GlobNode[], next: number): number {
  return nodes.reduceRight((after, node) => addNode(states, node, after), next);
}

function addNode(states: State[], node: GlobNode, next: number): number {
  if (node.kind === 'group') return addGroup(states, node, next);
  if (node.kind === 'star' || node.kind === 'deep') {
    return addState(states, { test: node, step: states.length, free: [next], accepts: null });
  }
  return addState(states, { test: node, step: next, free: [], accepts: null });
}

function addGroup(states: State[], node: GlobNode & { kind: 'group' }, next: number): number {
  const again = node.repeated ? addState(states, { test: null, step: -1, free: [], accepts: null }) : next;
  const entries = node.options.map((option) => addSequence(states, option, again));
  if (node.repeated) states[again]!.free = [...entries, next];
  const free = node.optional ? [...entries, next] : entries;
  return addState(states, { test: null, step: -1, free, accepts: null });
}

function follow(states: readonly State[], moments: Map<string, Moment>, from: Moment, code: number): Moment {
  const reached: number[] = [];
  for (const id of from.states) {
    const { test, step } = states[id]!;
    if (test !== null && accepts(test, code)) reached.push(step);
  }
  const moment = momentOf(states, moments, reached);
  if (code < 128) from.ascii[code] = moment;
  else if (from.other.size < 256) from.other.set(code, moment);
  return moment;
}

function momentOf(states: readonly State[], moments: Map<string, Moment>, from: readonly number[]): Moment {
  const ids = closureOf(states, from);
  const key = ids.join();
  const known = moments.get(key);
  if (known !== undefined) return known;
  if (moments.size >= MOST_MOMENTS) forgetAll(moments);
  const last = ids.reduce((most, id) => Math.max(most, states[id]!.accepts ?? -1), -1);
  const moment: Moment = { states: ids, last, ascii: new Array<undefined>(128), other: new Map() };
  moments.set(key, moment);
  return moment;
}

function forgetAll(moments: Map<string, Moment>): void {
  for (const moment of moments.values()) {
    moment.ascii.fill(undefined);
    moment.other.clear();
  }
  moments.clear();
}

function closureOf(states: readonly State[], from: readonly number[]): number[] {
  const seen = new Set(from);
  for (const id of seen) for (const free of states[id]!.free) seen.add(free);
  return [...seen].filter((id) => isTelling(states[id]!)).sort((a, b) => a - b);
}

function isTelling(state: State): boolean {
  return state.test !== null || state.accepts !== null;
}

function accepts(node: GlobNode, code: number): boolean {
  switch (node.kind) {
    case 'char':
      return node.code === code;
    case 'set':
      return (
        code !== SLASH && node.ranges.some(([low, high]) => low <= code && code <= high) !== node.negated
      );
    case 'one':
    case 'star':
      return code !== SLASH;
    case 'deep':
      return true;
    case 'group':
      return false;
  }
}
