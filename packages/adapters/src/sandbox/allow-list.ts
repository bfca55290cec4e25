import { BlockList, isIP } from 'node:net';

/** Where a command may connect to. */
export interface Destination {
  readonly host: string;
  readonly port: number;
}

/** Entries of an allow-list (`name`, `name:port`, `address:port`, `[address6]:port`) as destinations; the port is 443 unless said. */
export function parseAllowList(entries: readonly string[]): readonly Destination[] {
  return entries.map((entry) => {
    const parts = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(entry);
    const host = parts?.[1] ?? parts?.[2];
    if (host === undefined) return { host: entry.toLowerCase(), port: 443 };
    return { host: host.toLowerCase(), port: Number(parts?.[3] ?? 443) };
  });
}

/** Whether a destination is on the list, byte for byte but for case: there are no wildcards and no subdomains. */
export function isAllowed(list: readonly Destination[], wanted: Destination): boolean {
  return list.some(({ host, port }) => host === wanted.host && port === wanted.port);
}

const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** Loopback, link-local, private, multicast and the ranges that translate to them: where a name on the list may not lead. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped === undefined
    ? PRIVATE.check(address, family === 4 ? 'ipv4' : 'ipv6')
    : PRIVATE.check(mapped, 'ipv4');
}
