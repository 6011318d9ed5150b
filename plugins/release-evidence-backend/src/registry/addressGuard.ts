import { lookup as systemLookup, LookupAddress } from 'node:dns';
import { BlockList, isIP, LookupFunction } from 'node:net';
import { RegistryError } from './registryError';

/*
 * Which addresses may be connected to
 *
 * The name of an artifact comes from whoever may send us an event, and so does
 * the host in it; a redirect or a realm comes from a registry. None of them may
 * make the portal call what only the portal can reach. Three ways were
 * considered.
 *
 * - A list of allowed host names: safe, but every registry that is announced
 *   would have to be configured, public ones as well.
 * - Resolving the name, judging the addresses, and then connecting to the name:
 *   the name may resolve to something else the second time.
 * - Judging inside the lookup that the connection itself uses. What was judged
 *   is what is connected to. An address written as one is never looked up, so
 *   it is judged before; the URL parser has brought every odd spelling of it
 *   (octal, hexadecimal, one number) into the usual form by then.
 *
 * The third is done. Addresses that embed an IPv4 address are refused as a
 * whole, but for the mapped ones, which are judged by what they embed.
 */

/** What no registry is at: cloud metadata, link-local, multicast, reserved. */
const NEVER = blockList(
  [
    '0.0.0.0/8',
    '169.254.0.0/16',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
    // Metadata and agents of Alibaba Cloud and Azure, in ranges of other use.
    '100.100.100.200/32',
    '168.63.129.16/32',
  ],
  [
    '::/96',
    '::ffff:0:0:0/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/32',
    '2001:db8::/32',
    '2002::/16',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
    // Metadata of AWS.
    'fd00:ec2::/32',
  ],
);

/** Where a company's own registry may well be, once it says so. */
const PRIVATE = blockList(
  [
    '10.0.0.0/8',
    '100.64.0.0/10',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '198.18.0.0/15',
  ],
  ['fc00::/7'],
);

const LOOPBACK = blockList(['127.0.0.0/8'], ['::1/128']);

function blockList(ipv4: string[], ipv6: string[]): BlockList {
  const list = new BlockList();
  const add = (family: 'ipv4' | 'ipv6') => (range: string) => {
    const [network, prefix] = range.split('/');
    list.addSubnet(network, Number(prefix), family);
  };
  ipv4.forEach(add('ipv4'));
  ipv6.forEach(add('ipv6'));
  return list;
}

/** Whether the address may be connected to. What is no address may not. */
export function isReachable(address: string, allowPrivate: boolean): boolean {
  const version = isIP(address);
  if (version === 0) {
    return false;
  }
  const isIn = (list: BlockList) =>
    list.check(address, version === 6 ? 'ipv6' : 'ipv4');
  if (isIn(LOOPBACK)) {
    return allowPrivate;
  }
  return !isIn(NEVER) && (allowPrivate || !isIn(PRIVATE));
}

/** Resolves a name to all of its addresses. */
export type ResolveAll = (
  hostname: string,
  callback: (
    error: NodeJS.ErrnoException | null,
    addresses: LookupAddress[],
  ) => void,
) => void;

const resolveBySystem: ResolveAll = (hostname, callback) =>
  systemLookup(hostname, { all: true }, callback);

/** The lookup of a connection: it answers only addresses that are reachable. */
export function guardedLookup(
  allowPrivate: boolean,
  resolveAll: ResolveAll = resolveBySystem,
): LookupFunction {
  return (hostname, options, callback) =>
    resolveAll(hostname, (error, addresses) => {
      if (error) {
        callback(error, '');
        return;
      }
      const wanted = addresses.filter(
        ({ family }) => !options.family || options.family === family,
      );
      const reachable = wanted.filter(({ address }) =>
        isReachable(address, allowPrivate),
      );
      if (reachable.length === 0) {
        callback(unreachable(hostname), '');
      } else if (options.all) {
        callback(null, reachable);
      } else {
        callback(null, reachable[0].address, reachable[0].family);
      }
    });
}

/** Refuses a host that is written as an address which is not reachable. */
export function refuseAddress(host: string, allowPrivate: boolean): void {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !isReachable(bare, allowPrivate)) {
    throw unreachable(bare);
  }
}

function unreachable(host: string): RegistryError {
  return new RegistryError(
    `${host} is at an address that registries are not asked at. If it is a registry of your own network, set allowPrivate for it under releaseEvidence.registries`,
    { lasting: true },
  );
}
