/**
 * Whether the address of a tarball is that of a package and version, as npm's registries form it:
 * `…/name/-/name-1.0.0.tgz`, or with name and version as parts of the path. Only the last parts count, since what
 * comes before is the registry's own.
 */
export function namesPackage(url: string, name: string, version: string | null): boolean {
  const path = decoded(new URL(url).pathname);
  if (path === null || version === null) return false;
  const plain = version.replace(/\+.*$/, '');
  const short = name.replace(/^@[^/]+\//, '');
  const [front, file] = path.split('/-/');
  if (file !== undefined) {
    const scoped = file.replace(/^@[^/]+\//, '');
    const isOfName =
      front!.endsWith(`/${name}`) && (file === scoped || file.startsWith(name.slice(0, -short.length)));
    return isOfName && [`${short}-${plain}.tgz`, `${short}-${version}.tgz`].includes(scoped);
  }
  return `${path}/`.includes(`/${name}/${plain}/`) || path.endsWith(`/${name}/${plain}.tgz`);
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
