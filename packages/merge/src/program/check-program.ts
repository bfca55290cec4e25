import { declarationChanges } from './declaration-changes.ts';
import { declaredTwice } from './declared-twice.ts';
import { importObjections } from './import-objections.ts';
import type { Objection } from './objection.ts';
import type { Program } from './program.ts';
import { strayLeads } from './stray-leads.ts';
import { repeatedInBlock } from './repeated-in-block.ts';
import type { Versions } from './versions.ts';

/**
 * What is wrong with a merged program for sure, judged by what the sides did: for every method, git's own merge
 * included. An empty answer is no proof; an objection that a person would overrule is rare.
 */
export function checkProgram(program: Program, text: string): Objection[] {
  const merged = program.readMerged(text);
  if (!merged) return [{ kind: 'unreadable' }];
  const { base, ours, theirs } = program;
  const versions = { base, ours, theirs, merged };
  return [
    ...declarationChanges(versions),
    ...twiceIn(versions),
    ...strayLeads(versions),
    ...importObjections(versions),
  ];
}

/** Each place once, by its full name where it is declared under one. */
function twiceIn(versions: Versions): Objection[] {
  const declared = declaredTwice(versions);
  const told = new Set(declared.map(({ line }) => line));
  return [...declared, ...repeatedInBlock(versions).filter(({ line }) => !told.has(line))];
}
