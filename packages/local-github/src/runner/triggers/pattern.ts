// GitHub's filter patterns for branches, tags and paths.

/**
 * Whether a list of patterns lets a name in: the last pattern that matches decides, `!` before one takes away. `*` matches within a
 * segment, `**` over segments, `?` and `+` repeat the character before, `[]` is a set, `\` escapes.
 * Source: GitHub's workflow syntax, "Filter pattern cheat sheet".
 */
export function matchesPatterns(patterns: readonly string[], name: string): boolean {
  return patterns.reduce((is, pattern) => {
    const excludes = pattern.startsWith('!');
    return patternExpression(excludes ? pattern.slice(1) : pattern).test(name) ? !excludes : is;
  }, false);
}

export function patternExpression(pattern: string): RegExp {
  const source = pattern.replace(/\\.|(?<=^|\/)\*\*\/|\*+|\[[^\]]*\]|[?+]|[^\w/-]/g, (part) => {
    if (part.startsWith('\\')) return escape(part.slice(1));
    if (part === '**/') return '(?:.*/)?';
    if (part.startsWith('*')) return part.length > 1 ? '.*' : '[^/]*';
    if (part.startsWith('[') || part === '?' || part === '+') return part;
    return escape(part);
  });
  return new RegExp(`^${source}$`);
}

function escape(character: string): string {
  return /[\w/-]/.test(character) ? character : `\\${character}`;
}
