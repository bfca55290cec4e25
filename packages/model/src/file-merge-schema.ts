// One contended file as documents tell it.
import * as z from 'zod';
import { METHOD_NAMES, type FileMerge } from './candidate.ts';
import { CONFLICT_KIND_NAMES } from './conflict-kind.ts';
import { branchField, pathField } from './fields.ts';

const region = z.strictObject({
  line: z.number().int().positive().describe('Where it begins in the result, counted from 1.'),
  ours: z.string().describe('What the candidate had there before.'),
  result: z.string(),
  theirs: z.string().describe('What the branch has there.'),
});

export const fileMergeSchema = z.strictObject({
  path: pathField,
  conflict: z.enum(CONFLICT_KIND_NAMES),
  method: z.enum(METHOD_NAMES),
  branch: branchField,
  dropped: z.array(z.string()),
  confidence: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('How likely it is what a person would have written; null where a version was kept as it is.'),
  lost: z
    .strictObject({ ours: z.array(z.string()), theirs: z.array(z.string()) })
    .describe('Lines or names that each side had and the result does not; the first of many.'),
  regions: z.array(region).describe('The contended places side by side; the first of many.'),
});

export type FileMergeDocument = z.infer<typeof fileMergeSchema>;

/** The same as documents have it. */
export function fileMergeDocument(file: FileMerge): FileMergeDocument {
  const { dropped, lost, regions } = file;
  return {
    ...file,
    dropped: [...dropped],
    lost: { ours: [...lost.ours], theirs: [...lost.theirs] },
    regions: regions.map((place) => ({ ...place })),
  };
}
