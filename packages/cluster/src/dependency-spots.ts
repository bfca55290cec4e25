import type { Contender } from './contender.ts';
import { classesBy, type Spot } from './spot.ts';

/** The same dependency of the same package manifest set to different versions or moved to different sections. */
export function dependencySpots(contenders: readonly Contender[]): Spot[] {
  const byEntry = new Map<string, { manifest: string; name: string; settings: Map<number, string[]> }>();
  contenders.forEach(({ dependencies }, by) => {
    for (const { manifest, name, section, after } of dependencies) {
      const key = `${manifest}\0${name}`;
      const entry = byEntry.get(key) ?? { manifest, name, settings: new Map<number, string[]>() };
      byEntry.set(key, entry);
      entry.settings.set(by, [...(entry.settings.get(by) ?? []), `${section} ${after ?? 'removed'}`]);
    }
  });
  return [...byEntry.values()].flatMap(({ manifest, name, settings }) => {
    const chosen = [...settings].map(([by, choices]) => [by, choices.sort().join(', ')] as const);
    const classes = classesBy(chosen);
    if (classes.length < 2) return [];
    const versions = [...new Set(chosen.map(([, choice]) => choice))].join(' against ');
    return [{ kind: 'dependency' as const, path: manifest, detail: `${name}: ${versions}`, classes }];
  });
}
