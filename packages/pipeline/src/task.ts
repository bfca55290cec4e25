import type { Task } from '@sluice/model';

const TRAILER = /^([A-Za-z][A-Za-z0-9-]*): (.+)$/;

/** The parts of a commit message. The last paragraph is trailers if every line of it is one (git-interpret-trailers). */
export function taskOf(message: string): Task {
  const paragraphs = message.trim().split(/\n[ \t]*\n/);
  const title = paragraphs[0]!.split('\n')[0]!.trim();
  const last = paragraphs.length > 1 ? paragraphs.at(-1)!.split('\n') : [];
  const matched = last.map((line) => TRAILER.exec(line.trim()));
  const isTrailers = matched.length > 0 && matched.every((match) => match !== null);
  const trailers = isTrailers ? matched.map((match) => ({ key: match[1]!, value: match[2]! })) : [];
  const body = message.trim().slice(paragraphs[0]!.split('\n')[0]!.length);
  const end = isTrailers ? body.length - paragraphs.at(-1)!.length : body.length;
  return { title, body: body.slice(0, end).trim(), trailers };
}
