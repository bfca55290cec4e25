import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeGitText, Fault, showPath, type GitPath } from '@sluice/model';
import type { MergeRule, TreeEntry } from '@sluice/ports';
import { GENERATED, mergeAttributes, RULE } from './merge-attributes.ts';
import { writeFault } from './object-writer.ts';

const NAME = '.gitattributes';
const NO_RULE: MergeRule = { driver: 'text', generated: false };
/** A driver of that name is this program: it merges such files anyhow. */
const OWN = new Set(['unspecified', 'text', 'sluice']);

interface Repository {
  /** Bare: git reads no attributes in it but those that are written here. */
  readonly gitDir: string;
  blobs(oids: readonly TreeEntry['oid'][]): Promise<readonly (Buffer | null)[]>;
  git(command: readonly string[], input: Buffer): Promise<Buffer>;
}

/** What the base says of merging, in a repository of our own; git itself says to which paths that applies. */
export class AdoptedAttributes {
  readonly #at: Repository;
  #rules: Map<GitPath, MergeRule> | null = null;

  constructor(at: Repository) {
    this.#at = at;
  }

  async adopt(files: readonly TreeEntry[]): Promise<void> {
    const found = files.filter(({ path, mode }) => isAttributes(path) && mode.startsWith('100'));
    const contents = await this.#at.blobs(found.map(({ oid }) => oid));
    const attributes = mergeAttributes(
      found.map(({ path }, i) => ({
        directory: bytesOf(path.slice(0, -NAME.length)),
        text: (contents[i] ?? unreadable(path)).toString('latin1'),
      })),
    );
    const file = join(this.#at.gitDir, 'info/attributes');
    this.#rules = attributes === '' ? null : new Map();
    try {
      if (attributes === '') rmSync(file, { force: true });
      else writeFileSync(file, Buffer.from(attributes, 'latin1'));
    } catch (cause) {
      throw writeFault(cause as NodeJS.ErrnoException);
    }
  }

  async of(paths: readonly GitPath[]): Promise<readonly MergeRule[]> {
    const rules = this.#rules;
    if (rules === null) return paths.map(() => NO_RULE);
    const unknown = paths.filter((path) => !rules.has(path));
    if (unknown.length > 0)
      for (const [i, rule] of (await this.#ask(unknown)).entries()) rules.set(unknown[i]!, rule);
    return paths.map((path) => rules.get(path)!);
  }

  async #ask(paths: readonly GitPath[]): Promise<MergeRule[]> {
    const input = encodeGitText(paths.map((path) => `${path}\0`).join(''));
    const printed = await this.#at.git(['check-attr', '-z', '--stdin', RULE, GENERATED], input);
    // Each path twice, with the name of an attribute and its value.
    const fields = printed.toString('utf8').split('\0');
    return paths.map((_, i) => ruleOf(fields[i * 6 + 2]!, fields[i * 6 + 5]!));
  }
}

function isAttributes(path: GitPath): boolean {
  return path === NAME || path.endsWith(`/${NAME}`);
}

function ruleOf(driver: string, generated: string): MergeRule {
  return {
    driver: OWN.has(driver) ? 'text' : driver,
    generated: !['unspecified', 'unset', 'false'].includes(generated),
  };
}

function bytesOf(path: GitPath): string {
  return encodeGitText(path).toString('latin1');
}

/** Without it files would be merged that may not be. */
function unreadable(path: GitPath): never {
  throw new Fault(
    'CORRUPT_OBJECT',
    `${showPath(path)} of the base is missing, or larger than any such file.`,
    'Run `git fsck` in the repository, fetch what is missing, and run again.',
  );
}
