// Fields that several documents have, spelled once.
import * as z from 'zod';

export const oidField = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
  .describe('Git object id in lower-case hexadecimal.');

export const pathField = z
  .string()
  .describe('Path in the repository; bytes that are not UTF-8 appear as U+DC80..U+DCFF.');

export const branchField = z.string().describe('Ref name without refs/heads/.');
