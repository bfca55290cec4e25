import { bareKey, type Group } from './tree/part.ts';

/** Items of one name in one list: where the list is, without places in lists around it, and the name. */
export interface DoubledItem {
  readonly list: string;
  readonly name: string;
}

/** Tables of an array in TOML that have a name: siblings of all other tables. */
export const NAMED_TABLE = /^\[\[(.*) (["'].*)$/s;

/** Items that are known by a name, an id or what they say, and of which a list has several of one. */
export function doubledItems(tree: Group): DoubledItem[] {
  return [...groupsIn(tree)].flatMap(({ group, at }) => {
    const areNamed = group.kind === 'set' || (group.kind === 'list' && group.named);
    return group.children.flatMap(({ key }): DoubledItem | never[] => {
      const name = bareKey(key);
      return key !== name && (areNamed || NAMED_TABLE.test(key)) ? { list: at, name } : [];
    });
  });
}

/** Elements that are there twice where every version has each of its kind once; of XML, which marks no mapping as one. */
export function doubledElements(tree: Group, versions: readonly Group[]): DoubledItem[] {
  const lists = [...groupsIn(tree)].filter(({ group }) => group.kind === 'list' && !group.named);
  if (lists.length === 0) return [];
  const kinds = new Map<string, Set<Group['kind']>>();
  for (const version of versions)
    for (const { group, at } of groupsIn(version))
      kinds.set(at, (kinds.get(at) ?? new Set()).add(group.kind));
  return lists.flatMap(({ group, at }) => {
    const known = kinds.get(at);
    if (!known?.has('map') || known.size > 1) return [];
    const names = group.children.map(({ key }) => key.split(' ', 1)[0]!);
    return [...new Set(names.filter((name, i) => names.indexOf(name) < i))].map((name) => ({
      list: at,
      name,
    }));
  });
}

function* groupsIn(group: Group, at = ''): Generator<{ readonly group: Group; readonly at: string }> {
  yield { group, at };
  for (const { key, body } of group.children) {
    if (body.kind === 'leaf') continue;
    const under = group.kind === 'map' ? bareKey(key) : '[]';
    yield* groupsIn(body, at === '' ? under : `${at}.${under}`);
  }
}
