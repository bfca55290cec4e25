import { parse } from 'yaml';
import type { WorkflowFile } from './facts.ts';
import { isMapping } from './yaml-value.ts';

/** A workflow file for the rules; text that is no YAML mapping has no content, and no rule takes it as good. */
export function readWorkflow(path: string, text: string): WorkflowFile {
  return { path, text, content: contentOf(text) };
}

function contentOf(text: string): WorkflowFile['content'] {
  try {
    // Aliases could make a small file huge.
    const value: unknown = parse(text, { maxAliasCount: 100 });
    return isMapping(value) ? value : null;
  } catch {
    return null;
  }
}
