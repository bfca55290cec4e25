import { parse, print } from './syntax.ts';

export function reformat(text: string): string {
  return print(parse(text));
}

export function isSound(text: string): boolean {
  return text.length > 0 && parse(text) !== null;
}
