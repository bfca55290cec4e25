// A workflow file through GitHub's own parser and schema.
import {
  TemplateContext,
  TemplateValidationErrors,
} from '@actions/workflow-parser/templates/template-context';

import { parse } from 'yaml';
import { messageOf } from '../actions-error.ts';
import { DataReader } from './data-reader.ts';
import { loadParser } from './load-parser.ts';
import { readWorkflow, type CacheModes } from './read-workflow.ts';
import type { FileOrigin, Workflow } from './workflow.ts';
import type { Token } from './tokens.ts';

/** Messages of the parser about syntax that is newer than it: these alone are passed over. */
export const NEWER_SYNTAX: readonly RegExp[] = [/: Unexpected value 'cache-mode'$/];

const CACHE_MODES = ['none', 'read', 'write', 'write-only'];

export const SILENT = { info() {}, verbose() {}, error() {} };

export type ParsedWorkflow =
  | {
      readonly ok: true;
      readonly workflow: Workflow;
      readonly root: Token;
      readonly context: TemplateContext;
    }
  | { readonly ok: false; readonly errors: readonly string[]; readonly events: readonly string[] };

/** What a text says, whatever commit it was read from. */
type Text =
  | { readonly ok: true; readonly root: Token; readonly cacheModes: CacheModes }
  | { readonly ok: false; readonly errors: readonly string[] };

/** The same text is parsed once: a push of a branch rarely changes its workflows. */
const texts = new Map<string, Promise<Text>>();
const TEXTS_KEPT = 200;

/** Parses with GitHub's parser and schema. The context of a result is its own, for the checks that follow. */
export async function parseWorkflowFile(content: string, origin: FileOrigin): Promise<ParsedWorkflow> {
  const parser = await loadParser();
  const key = `${origin.path}\0${content}`;
  const known = texts.get(key) ?? parseText(content, origin.path);
  texts.delete(key);
  texts.set(key, known);
  for (const oldest of [...texts.keys()].slice(0, Math.max(0, texts.size - TEXTS_KEPT))) texts.delete(oldest);
  const text = await known;
  if (!text.ok) return { ...text, events: eventsIn(content) };
  const context = new TemplateContext(new TemplateValidationErrors(), parser.getWorkflowSchema(), SILENT);
  context.getFileId(origin.path);
  try {
    return { ok: true, workflow: readWorkflow(text.root, origin, text.cacheModes), root: text.root, context };
  } catch (error) {
    return { ok: false, errors: [`${origin.path}: ${messageOf(error)}`], events: eventsIn(content) };
  }
}

/**
 * Parses twice: once as YAML, for errors with their lines, and once as plain data. The second tree is the one that runs, because
 * the parser keeps the indentation of the file in a block of several lines that holds an expression.
 */
async function parseText(content: string, path: string): Promise<Text> {
  const parser = await loadParser();
  const first = parser.parseWorkflow({ name: path, content }, SILENT);
  const errors = unexpected(first.context.errors.getErrors().map((error) => error.message));
  if (errors.length > 0) return { ok: false, errors };
  const data = parse(content) as Record<string, unknown>;
  const cacheModes = takeCacheModes(data);
  const context = new TemplateContext(new TemplateValidationErrors(), parser.getWorkflowSchema(), SILENT);
  const file = context.getFileId(path);
  const root = parser.readTemplate(context, 'workflow-root', new DataReader(file, data), file);
  const more = context.errors.getErrors().map((error) => error.message);
  for (const mode of Object.values(cacheModes)) {
    if (!CACHE_MODES.includes(mode)) more.push(`${path}: Unexpected value '${mode}' of cache-mode`);
  }
  return root === undefined || more.length > 0 ? { ok: false, errors: more } : { ok: true, root, cacheModes };
}

export function unexpected(messages: readonly string[]): string[] {
  return messages.filter((message) => !NEWER_SYNTAX.some((pattern) => pattern.test(message)));
}

/** Removes `cache-mode` where GitHub allows it, at the top and in jobs; anywhere else the schema refuses it. */
function takeCacheModes(data: Record<string, unknown>): CacheModes {
  const found: Record<string, string> = {};
  const take = (place: string, holder: unknown) => {
    if (typeof holder !== 'object' || holder === null || !('cache-mode' in holder)) return;
    found[place] = String(holder['cache-mode']);
    delete (holder as Record<string, unknown>)['cache-mode'];
  };
  take('', data);
  for (const [id, job] of Object.entries((data['jobs'] ?? {}) as Record<string, unknown>))
    take(`jobs.${id}`, job);
  return found;
}

/** The events that a broken file names, as far as it can be read: its run then fails where it would have started. */
function eventsIn(content: string): readonly string[] {
  try {
    const on = (parse(content) as { on?: unknown } | null)?.on ?? [];
    if (typeof on === 'string') return [on];
    return Array.isArray(on) ? on.map(String) : Object.keys(on);
  } catch {
    return ['push'];
  }
}
