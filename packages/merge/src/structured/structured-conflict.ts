/** What stands in the way of a structured merge; `name` is for people. */
export interface StructuredConflict {
  readonly kind:
    | 'both-changed'
    | 'changed-and-removed'
    | 'both-added'
    | 'both-replaced'
    | 'both-added-code'
    | 'both-reordered';
  readonly name: string;
}

/** One phrase for people. */
export function conflictText({ kind, name }: StructuredConflict): string {
  switch (kind) {
    case 'both-changed':
      return `both sides changed ${name} in one place`;
    case 'changed-and-removed':
      return `one side removed ${name}, the other changed it`;
    case 'both-added':
      return `both sides added ${name}, and not the same`;
    case 'both-replaced':
      return `both sides replaced ${name}`;
    case 'both-added-code':
      return `both sides added code at ${name}, and it may have to run in an order`;
    case 'both-reordered':
      return `both sides put what is around ${name} into another order`;
  }
}
