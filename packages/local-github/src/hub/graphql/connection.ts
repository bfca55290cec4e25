import { refusal } from './context.ts';

export interface PageArguments {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string;
  readonly before?: string;
}

/**
 * A connection over a list that is known as a whole; items become nodes only when they are on the page.
 * Source: https://docs.github.com/en/graphql/guides/using-pagination-in-the-graphql-api
 */
export function connection<T>(
  name: string,
  args: PageArguments,
  items: readonly T[],
  node: (item: T) => unknown,
): object {
  const [start, end] = rangeOf(name, args, items.length);
  const nodes = items.slice(start, end).map(node);
  return {
    totalCount: items.length,
    nodes,
    edges: nodes.map((one, index) => ({ cursor: cursorOf(start + index), node: one })),
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: end < items.length,
      startCursor: nodes.length === 0 ? null : cursorOf(start),
      endCursor: nodes.length === 0 ? null : cursorOf(end - 1),
    },
  };
}

function rangeOf(name: string, args: PageArguments, length: number): readonly [number, number] {
  const size = args.first ?? args.last;
  if (size === undefined) {
    throw refusal(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  if (size > 100 || size < 0) {
    throw refusal(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`,
    );
  }
  const from = args.after === undefined ? 0 : positionOf(args.after) + 1;
  const to = Math.min(args.before === undefined ? length : positionOf(args.before), length);
  return args.first === undefined
    ? [Math.max(from, to - size), to]
    : [Math.min(from, to), Math.min(from + size, to)];
}

function cursorOf(position: number): string {
  return Buffer.from(`cursor:${position}`).toString('base64');
}

function positionOf(cursor: string): number {
  const match = /^cursor:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString());
  if (match === null) throw refusal('UNPROCESSABLE', `\`${cursor}\` does not appear to be a valid cursor.`);
  return Number(match[1]);
}
