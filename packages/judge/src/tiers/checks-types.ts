import type { Tier } from '@sluice/model';

const NAMES = /^(?:build|compile|types|typing|type-?check|check-?types|tsc|mypy|pyright|vet)(?:-|$)/i;
const COMMANDS =
  /\b(?:tsc|mypy|pyright|typecheck|type-check|check-types)\b|\bgo (?:vet|build)\b|\bcargo (?:check|build)\b|\btest-compile\b/;

/** Whether a tier says if a tree compiles, as far as its name or its command shows; and it is no tier that tests more. */
export function checksTypes({ name, command }: Pick<Tier, 'name' | 'command'>): boolean {
  return (NAMES.test(name) || COMMANDS.test(command)) && !/^test/i.test(name);
}
