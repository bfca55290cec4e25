import { Fault } from '@sluice/model';
import type { Base } from '../discover.ts';
import type { Gate } from '../stages/gate.ts';
import type { Remade } from '../stages/remake-checkpoint.ts';
import { RunMemory, type MemoryTools } from './run-memory.ts';

/** A checkpoint that was published. */
export interface Remembered {
  readonly remade: Remade;
  /** Whether tests ran on it. */
  readonly tested: boolean;
}

/**
 * What a run on a forge learns: what people decided on the base since the last, what became of earlier checkpoints, and
 * what was published now. Written like everything else only while nothing says stop. What is delivered stays delivered
 * whatever becomes of the memory.
 */
export async function rememberDelivery(
  { gate, ...tools }: MemoryTools & { readonly gate: Gate },
  base: Base,
  published: readonly Remembered[],
): Promise<void> {
  if (tools.policy.memory !== 'branch') return;
  try {
    const memory = await RunMemory.open(tools, base);
    for (const { remade, tested } of published) {
      if (tested) await memory.passed(remade.items);
      await memory.offered({ tip: remade.tip, items: remade.items, strategy: null });
    }
    await gate.pass();
    await memory.keep();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    tools.progress({ stage: 'memory', message: `What was learned is not kept: ${error.message}` });
  }
}
