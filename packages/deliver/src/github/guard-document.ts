/**
 * The last look at Markdown of ours before it goes to a forge, for what no escaping of single texts answers: a pull
 * request's body can become a commit message (squash merging), where code spans are no shelter. A log that says
 * `[skip ci]` would then stop the audit of what landed, and `fixes #1` would close an issue; and a log with the marks
 * of a machine block would stand beside ours.
 * Sources: docs.github.com, 'Skipping workflow runs', 'Linking a pull request to an issue', 'Autolinked references'.
 */
const TOKEN = new RegExp(
  [
    String.raw`^(?<fence>\x60{3,})(?<info>[^\n]*)\n(?<block>[\s\S]*?)\n\k<fence>$`,
    String.raw`(?<escaped>\\[^\n])`,
    String.raw`(?<!\x60)(?<tick>\x60+)(?!\x60)(?<span>[\s\S]*?[^\x60])\k<tick>(?!\x60)`,
    String.raw`(?<target>\]\([^()\s]*\))`,
    String.raw`(?<commit>(?<![\w&#])[0-9a-f]{7,64}(?!\w))`,
    String.raw`(?<trailer>skip-checks:)`,
  ].join('|'),
  'gim',
);

const SKIP = /\[(?=(?:skip ci|ci skip|no ci|skip actions|actions skip)\])/gi;
const CLOSES = /\b(clos(?:e|es|ed)|fix(?:|es|ed)|resolv(?:e|es|ed))(:?)\s(?=\s*(?:\S*#\d|GH-\d|https?:))/gi;
const UNSEEN_GAP = '&#8203;';

/**
 * The same document, in which nothing is a reference to a commit, an instruction to skip workflows, a closing keyword or
 * the start of an HTML comment. In code these are spelled out (`\x5bskip ci]`), like unseen characters are.
 */
export function guardDocument(markdown: string): string {
  return markdown.replace(TOKEN, (...match) => {
    const whole = match[0];
    const offset = Number(match.at(-3));
    const found = match.at(-1) as Readonly<Record<string, string | undefined>>;
    if (found['fence'] !== undefined)
      return `${found['fence']}${found['info'] ?? ''}\n${guardCode(found['block'] ?? '')}\n${found['fence']}`;
    if (found['tick'] !== undefined)
      return `${found['tick']}${guardCode(found['span'] ?? '')}${found['tick']}`;
    if (found['commit'] !== undefined)
      return asCode(whole, markdown[offset - 1], markdown[offset + whole.length]);
    if (found['trailer'] !== undefined) return whole.replace(':', '&#58;');
    return whole;
  });
}

/** Words that only look like commits read as code, too; a backtick beside them would change what the span is. */
function asCode(word: string, before: string | undefined, after: string | undefined): string {
  return `${before === '`' ? UNSEEN_GAP : ''}\`${word}\`${after === '`' || after === '\\' ? UNSEEN_GAP : ''}`;
}

function guardCode(code: string): string {
  return code
    .replaceAll('<!--', '<\\x21--')
    .replace(SKIP, '\\x5b')
    .replace(/(skip-checks):(?=\s*true)/gi, '$1\\x3a')
    .replace(CLOSES, '$1$2\\x20');
}
