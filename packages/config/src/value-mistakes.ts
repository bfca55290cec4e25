// What can be wrong with single texts of a policy. Each function says it as part of a sentence; null: nothing.

// C0 and C1 controls, line separators and the byte order mark: none belongs in a name, and all deceive a reader.
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

export function hasControl(text: string): boolean {
  return CONTROL.test(text);
}

/** The rules of `git check-ref-format` for a name below `refs/heads/`. */
export function refMistake(name: string): string | null {
  if (hasControl(name) || /[ ~^:?*[\\]/.test(name)) return 'it has a character that git does not allow';
  if (/^\/|\/$|\/\/|\.\.|@\{|\.$/.test(name) || name === '@') return 'it is not a name that git allows';
  if (name.split('/').some((part) => part.startsWith('.') || part.endsWith('.lock'))) {
    return 'a part of it starts with a dot or ends with ".lock", which git does not allow';
  }
  return null;
}

export function commandMistake(command: string): string | null {
  if (command.trim() === '') return 'it is blank';
  if (hasControl(command.replaceAll(/[\n\t]/g, ''))) return 'it has a control character';
  return command.isWellFormed() ? null : 'it is not well-formed text';
}

export function pathMistake(path: string): string | null {
  if (path.startsWith('/')) return 'it starts with a slash';
  if (hasControl(path)) return 'it has a control character';
  const parts = path.split('/');
  if (parts.some((part) => part === '..' || part === '.' || part === ''))
    return 'it has an empty, "." or ".." part';
  return parts[0]!.toLowerCase() === '.git' ? 'it is inside the git directory' : null;
}

export function hostMistake(host: string): string | null {
  const match = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?$/i.exec(host);
  if (match === null) return /\//.test(host) ? 'it has a slash' : 'it is not a host name';
  if (match[1]!.length > 253 || match[1]!.includes('..')) return 'it is not a host name';
  const port = match[2] === undefined ? 443 : Number(match[2]);
  return port >= 1 && port <= 65_535 ? null : 'its port is not between 1 and 65535';
}

export function tierMistake(name: string): string | null {
  if (name.toLowerCase() === 'built-in') return 'it is the name of the check that is always there';
  return /^[A-Za-z0-9](?:[A-Za-z0-9 ._:-]*[A-Za-z0-9._-])?$/.test(name) ? null : 'it has another character';
}

export function riskMistake(name: string): string | null {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) ? null : 'it has another character';
}

/** The rules of npm for names, as far as they matter for a scope. */
export function scopeMistake(scope: string): string | null {
  return /^@[a-z0-9~-][a-z0-9._~-]*$/.test(scope) ? null : 'it is not a scope';
}
