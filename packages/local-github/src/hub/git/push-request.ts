import { FLUSH, pktLine, readPktLines, sideBand } from './pkt-line.ts';
import { ZERO, type RefMove } from './refs.ts';

/** What a client asks `git-receive-pack` to do. */
export interface PushRequest {
  readonly moves: readonly RefMove[];
  readonly capabilities: readonly string[];
  /** Empty when only refs are deleted or point to what is there. */
  readonly pack: Buffer;
}

/** Null for a body without commands: the probe that git sends before a large push. */
export function readPushRequest(body: Buffer): PushRequest | null {
  const read = readPktLines(body);
  if (read === null || read.lines.length === 0) return null;
  const first = read.lines[0]?.toString() ?? '';
  const capabilities = first
    .slice(first.indexOf('\0') + 1)
    .trim()
    .split(' ');
  const moves = read.lines.map((line) => {
    const [command = ''] = line.toString().trimEnd().split('\0');
    const [before = '', after = '', ...name] = command.split(' ');
    return {
      name: name.join(' '),
      before: before === ZERO ? null : before,
      after: after === ZERO ? null : after,
    };
  });
  return { moves, capabilities, pack: read.rest };
}

/** The answer of a server that took nothing: words for the user, and a reason for each ref. */
export function refusePush(push: PushRequest, words: string, reasonOf: (move: RefMove) => string): Buffer {
  const report = [
    pktLine('unpack ok\n'),
    ...push.moves.map((move) => pktLine(`ng ${move.name} ${reasonOf(move)}\n`)),
    FLUSH,
  ];
  if (!push.capabilities.includes('side-band-64k')) return Buffer.concat(report);
  return Buffer.concat([sideBand(2, Buffer.from(words)), sideBand(1, Buffer.concat(report)), FLUSH]);
}
