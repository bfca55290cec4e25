/** Longest edit script that is looked for: beyond it the rest stays without partner. */
const MOST_EDITS = 256;

interface Bounds {
  readonly aLow: number;
  readonly aHigh: number;
  readonly bLow: number;
  readonly bHigh: number;
}

/**
 * Partners by a shortest edit script (Myers 1986, greedy) inside the bounds, for where no element is rare enough to
 * hold on to. Writes into `matches` and says how much work it was.
 */
export function matchShortest(a: Int32Array, b: Int32Array, bounds: Bounds, matches: Int32Array): number {
  const n = bounds.aHigh - bounds.aLow;
  const m = bounds.bHigh - bounds.bLow;
  const most = Math.min(n + m, MOST_EDITS);
  const reach = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  let work = 0;
  for (let d = 0; d <= most; d++) {
    trace.push(reach.slice(most + 1 - d - 1, most + 1 + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[most + k]! < reach[most + k + 2]!);
      let x = down ? reach[most + k + 2]! : reach[most + k]! + 1;
      let y = x - k;
      while (x < n && y < m && a[bounds.aLow + x] === b[bounds.bLow + y]) {
        x++;
        y++;
        work++;
      }
      reach[most + 1 + k] = x;
      if (x >= n && y >= m) {
        walkBack(trace, d, bounds, matches);
        return work + d * d;
      }
    }
  }
  return work + most * most;
}

/** `trace[d]` holds what was reached with fewer than d edits on the diagonals -d-1 to d+1. */
function walkBack(trace: readonly Int32Array[], edits: number, bounds: Bounds, matches: Int32Array): void {
  let x = bounds.aHigh - bounds.aLow;
  let y = bounds.bHigh - bounds.bLow;
  for (let d = edits; d >= 0; d--) {
    const reach = trace[d]!;
    const k = x - y;
    const at = (diagonal: number): number => reach[diagonal + d + 1]!;
    const down = d === 0 || k === -d || (k !== d && at(k - 1) < at(k + 1));
    const from = d === 0 ? 0 : down ? at(k + 1) : at(k - 1) + 1;
    while (x > from && y > 0) matches[bounds.aLow + --x] = bounds.bLow + --y;
    if (d === 0) return;
    if (down) y--;
    else x--;
  }
}
