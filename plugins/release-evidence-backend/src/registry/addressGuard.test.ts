import type { LookupAddress } from 'node:dns';
import { guardedLookup, isReachable, refuseAddress } from './addressGuard';

describe('isReachable', () => {
  it.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001::1',
    '::ffff:1.1.1.1',
  ])('lets %s be asked', address => {
    expect(isReachable(address, false)).toBe(true);
  });

  it.each([
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '::1',
    '0:0:0:0:0:0:0:1',
    'fc00::1',
    'fd12:3456::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:10.0.0.1',
    '::ffff:192.168.0.1',
  ])('lets %s be asked only when that is allowed', address => {
    expect(isReachable(address, false)).toBe(false);
    expect(isReachable(address, true)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '169.254.169.254',
    '169.254.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::127.0.0.1',
    '::8.8.8.8',
    '::ffff:0.0.0.0',
    '::ffff:169.254.169.254',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fd00:ec2::254',
    'fe80::1',
    'febf::1',
    'fec0::1',
    'ff02::1',
    'not an address',
    '',
    '127.1',
    '0x7f.0.0.1',
  ])('never lets %p be asked', address => {
    expect(isReachable(address, false)).toBe(false);
    expect(isReachable(address, true)).toBe(false);
  });
});

describe('refuseAddress', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://017700000001/',
    'http://127.0.0.1./',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/',
  ])('refuses %s, however it is spelt', url => {
    expect(() => refuseAddress(new URL(url).hostname, false)).toThrow(
      /is at an address that registries are not asked at.*allowPrivate/,
    );
  });

  it('leaves names to the lookup', () => {
    expect(() => refuseAddress('localhost', false)).not.toThrow();
  });
});

describe('guardedLookup', () => {
  const resolvesTo = (...addresses: string[]) =>
    guardedLookup(false, (_, callback) =>
      callback(
        null,
        addresses.map(address => ({
          address,
          family: address.includes(':') ? 6 : 4,
        })),
      ),
    );

  const look = (
    lookup: ReturnType<typeof guardedLookup>,
    options: { all?: boolean; family?: number } = { all: true },
  ) =>
    new Promise<string | LookupAddress[]>((resolve, reject) => {
      lookup('registry.test', options, (error, address) =>
        error ? reject(error) : resolve(address),
      );
    });

  it('answers only addresses that may be connected to', async () => {
    const lookup = resolvesTo('10.0.0.1', '1.1.1.1', '::1');
    expect(await look(lookup)).toEqual([{ address: '1.1.1.1', family: 4 }]);
    expect(await look(lookup, {})).toBe('1.1.1.1');
  });

  it.each([[['127.0.0.1', '::1']], [['169.254.169.254']], [[]]])(
    'fails for %p',
    async addresses => {
      await expect(look(resolvesTo(...addresses))).rejects.toThrow(
        'registry.test is at an address that registries are not asked at',
      );
    },
  );

  it('answers the family that is wanted', async () => {
    const lookup = resolvesTo('1.1.1.1', '2606:4700::1');
    expect(await look(lookup, { all: true, family: 6 })).toEqual([
      { address: '2606:4700::1', family: 6 },
    ]);
    await expect(
      look(resolvesTo('1.1.1.1'), { all: true, family: 6 }),
    ).rejects.toThrow();
  });

  it('judges each lookup by itself', async () => {
    const answers = ['1.1.1.1', '127.0.0.1'];
    const lookup = guardedLookup(false, (_, callback) =>
      callback(null, [{ address: answers.shift()!, family: 4 }]),
    );
    expect(await look(lookup)).toHaveLength(1);
    await expect(look(lookup)).rejects.toThrow();
  });
});
