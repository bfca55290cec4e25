import { quote, type Found } from './found.ts';
import { directoryOf, locksFor, relativeTo } from './lockfile-kinds.ts';
import { lockfilesOf, type SupplyState } from './supply-files.ts';
import type { Ranges } from './version-range.ts';

/** Manifests and lockfiles that do not agree, and did not disagree in the same way before. */
export function agreementFindings(before: SupplyState, after: SupplyState, ranges: Ranges): Found[] {
  const old = new Set(disagreements(before, after, ranges).map((found) => JSON.stringify(found)));
  return disagreements(after, before, ranges).filter((found) => !old.has(JSON.stringify(found)));
}

/** Pairs of manifest and lockfile that are the same on the other side are not looked at. */
function disagreements(state: SupplyState, beside: SupplyState, ranges: Ranges): Found[] {
  const locks = new Map(lockfilesOf(state));
  const own = new Set([...state.manifests.values()].map(({ name }) => name));
  return [...state.manifests].flatMap(([path, manifest]) =>
    locksFor(path, state.locks.keys()).flatMap((lockPath) => {
      const lockfile = locks.get(lockPath);
      const inside = relativeTo(directoryOf(path), directoryOf(lockPath));
      if (beside.manifests.get(path) === manifest && beside.locks.get(lockPath) === state.locks.get(lockPath))
        return [];
      // A package that its lockfile does not know is one of its own: an example, a fixture.
      if (!lockfile || (inside !== '' && !lockfile.directories?.has(inside))) return [];
      return manifest.wishes
        .filter(
          ({ name, section }) => section !== 'replace' && !(lockfile.directories === null && own.has(name)),
        )
        .flatMap((wish): Found[] => {
          const detail = lockfile.disagreement(inside, wish, ranges);
          return detail === null
            ? []
            : [{ kind: 'lock-disagrees', path: lockPath, name: wish.name, detail: quote(detail) }];
        });
    }),
  );
}
