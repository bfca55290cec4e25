import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '@sluice/model';

/** Major version of Node that the actions say they run on (`using: node24`). */
export const WANTED = 24;

const run = promisify(execFile);

/**
 * A Node for the local GitHub and the actions: this one if it is new enough, else that of the checkout's own packages, else
 * the first on PATH. Fault NODE_TOO_OLD.
 */
export async function findNode(checkout: string): Promise<string> {
  if (major(process.versions.node) >= WANTED) return process.execPath;
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const places = [join(checkout, 'node_modules/node/bin'), ...onPath].map((place) => join(place, 'node'));
  for (const place of new Set(places)) {
    if (existsSync(place) && major(await versionOf(place)) >= WANTED) return place;
  }
  throw new Fault(
    'NODE_TOO_OLD',
    `The actions run on Node ${WANTED}; this is ${process.versions.node}, and no newer one is on PATH.`,
    `Install Node ${WANTED} or newer and put it on PATH; or run \`npm ci\` in ${checkout}, which brings one along.`,
  );
}

async function versionOf(node: string): Promise<string> {
  try {
    return (await run(node, ['--version'], { timeout: 10_000 })).stdout.trim();
  } catch {
    return '';
  }
}

function major(version: string): number {
  return Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0);
}
