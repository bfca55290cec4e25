import { EMPTY_MEMORY, type Memory } from './memory.ts';
import { mergeMemories } from './merge-memories.ts';

/**
 * Without what was seen of this decision, method or strategy, or of everything (`*`), until now. It stays so when the memory is merged
 * with one that still knows.
 */
export function forget(memory: Memory, id: string, now: number): Memory {
  return mergeMemories(memory, { ...EMPTY_MEMORY, forgotten: new Map([[id, now]]) });
}

/** The ids of all decisions that begin so: one where the beginning is long enough. */
export function idsOf({ decisions }: Memory, beginning: string): string[] {
  return [...decisions.keys()].filter((id) => id.startsWith(beginning));
}
