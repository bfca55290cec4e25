// `::name key=value,key=value::message`: how a step speaks to the runner on its standard output.

export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** The command of a line; null: the line is plain output. Source: actions/toolkit, `packages/core/src/command.ts` and its reader. */
export function parseCommand(line: string): WorkflowCommand | null {
  const match = /^\s*::([\w-]+)(?:\s+([^\n]*?))?::(.*)$/s.exec(line);
  const [, name, list = '', message = ''] = match ?? [];
  if (name === undefined) return null;
  const pairs = list.split(',').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at).trim(), unescapeProperty(pair.slice(at + 1))] as const] : [];
  });
  return { name: name.toLowerCase(), properties: Object.fromEntries(pairs), message: unescapeData(message) };
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}
