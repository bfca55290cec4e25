import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

// Reads /proc from outside. Processes end while it looks: whatever cannot be read any more does not count.

/** Host pids of all processes below one, the root itself not included. In a pid namespace nothing can leave that tree. */
export function descendants(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [Number(name)]);
    else siblings.push(Number(name));
  }
  const found = [...(children.get(root) ?? [])];
  for (let next = 0; next < found.length; next += 1) found.push(...(children.get(found[next]!) ?? []));
  return found;
}

/** Whether processes together hold more memory than `limit` bytes; shared pages and anonymous files count once. */
export function exceedsMemory(pids: readonly number[], limit: number): boolean {
  const files = anonymousFiles(pids);
  // The cheap number counts shared pages once per process: too high, never too low.
  if (sum(pids.map(residentBytes)) + files <= limit) return false;
  return sum(pids.map((pid) => proportionalBytes(pid) ?? residentBytes(pid))) + files > limit;
}

function parentOf(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`);
  // The second field is the program's name, in parentheses, and may itself hold spaces and parentheses.
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function residentBytes(pid: number): number {
  const fields = read(`/proc/${pid}/statm`)?.split(' ');
  return fields === undefined ? 0 : Number(fields[1]) * PAGE;
}

function proportionalBytes(pid: number): number | null {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

/** Memory in files made with memfd_create, which belongs to no process's resident set until it is mapped. */
function anonymousFiles(pids: readonly number[]): number {
  const bytes = new Map<number, number>();
  for (const pid of pids) {
    for (const fd of list(`/proc/${pid}/fd`)) {
      const path = `/proc/${pid}/fd/${fd}`;
      try {
        if (!readlinkSync(path).startsWith('/memfd:')) continue;
        const { ino, blocks } = statSync(path);
        bytes.set(ino, blocks * 512);
      } catch {
        // Closed meanwhile.
      }
    }
  }
  return sum([...bytes.values()]);
}

const PAGE = 4096;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}

function list(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
