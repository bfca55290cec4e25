import { outlineOf, type SyntaxReader } from '@sluice/syntax';
import { declarationChanges } from './declaration-changes.ts';
import { declaredTwice } from './declared-twice.ts';
import { declaredIn } from './declared.ts';
import { importObjections } from './import-objections.ts';
import type { Objection } from './objection.ts';
import { plainText, type Program } from './program.ts';

/**
 * What is wrong with a merged program for sure, judged by what the sides did: for every method, git's own merge
 * included. An empty answer is no proof; an objection that a person would overrule is rare.
 */
export function checkProgram(program: Program, merged: string, reader: SyntaxReader): Objection[] {
  const tree = reader.read(program.path, plainText(merged));
  if (!tree) return [{ kind: 'unreadable' }];
  const versions = {
    base: program.base && declaredIn(program.base),
    ours: declaredIn(program.ours),
    theirs: declaredIn(program.theirs),
    merged: declaredIn(outlineOf(tree)),
  };
  return [...declarationChanges(versions), ...declaredTwice(versions), ...importObjections(versions)];
}
