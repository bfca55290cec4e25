// A Markdown parser that was not written here: remark, as prettier ships it.
import { parsers } from 'prettier/plugins/markdown';

export interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly MarkdownNode[];
}

/** All nodes of a document, parents first. */
export function markdownNodes(markdown: string): MarkdownNode[] {
  const root = (parsers.markdown.parse as (text: string, options: object) => MarkdownNode)(markdown, {
    originalText: markdown,
  });
  const flatten = (node: MarkdownNode): MarkdownNode[] => [node, ...(node.children ?? []).flatMap(flatten)];
  return flatten(root);
}

/** What GitHub's filters look for in the text of a rendered page: code is not searched. */
export const ACTIVE_TEXT =
  /@\w|#\d|GH-\d|:\/\/|www\.\w|:[a-z0-9_+-]+:|(?<![\w])[0-9a-f]{7,40}(?![\w])|[\w.+-]@[\w-]+\.\w/i;

/** Text outside of code, links apart. */
export function proseOf(markdown: string): string {
  return markdownNodes(markdown)
    .filter((node) => node.type === 'text')
    .map((node) => node.value ?? '')
    .join('\n');
}
