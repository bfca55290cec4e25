import { print } from './syntax.ts';
import { read } from './reader.ts';

export function reformat(text: string): string {
  return print(read(text));
}

export function isSound(text: string): boolean {
  return text.length > 0;
}
