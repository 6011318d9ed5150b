import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readSettings } from './settings';

const read = (registries: JsonObject) =>
  readSettings(
    mockServices.rootConfig({ data: { releaseEvidence: { registries } } }),
  ).registries;

const PLAIN = { plainHttp: false, allowPrivate: false };

describe('registries', () => {
  it('are none unless they are configured', () => {
    expect(
      readSettings(mockServices.rootConfig({ data: {} })).registries,
    ).toEqual({});
  });

  it('are known by the host of their images', () => {
    const user = { username: 'portal', password: 'p' };
    expect(
      read({
        'ghcr.io': user,
        'registry-1.docker.io': { token: 't' },
        'registry.gitlab.com': { ...user, tokenHost: 'gitlab.com' },
        'localhost:5000': { plainHttp: true, allowPrivate: true },
        '[fd00::1]:5000': {},
      }),
    ).toEqual({
      'ghcr.io': { ...PLAIN, ...user },
      'docker.io': { ...PLAIN, token: 't' },
      'registry.gitlab.com': { ...PLAIN, ...user, tokenHost: 'gitlab.com' },
      'localhost:5000': { plainHttp: true, allowPrivate: true },
      '[fd00::1]:5000': PLAIN,
    });
  });

  it.each<[JsonObject, RegExp]>([
    [{ 'https://x.test': {} }, /registries\.https:\/\/x\.test: write the host/],
    [{ '': {} }, /write the host as in the names of images/],
    [{ 'ghcr.io/acme': {} }, /write the host as in the names of images/],
    [{ registry: {} }, /write the host as in the names of images/],
    [
      { 'docker.io': {}, 'index.docker.io': {} },
      /registries\.index\.docker\.io: this is docker\.io, which is there/,
    ],
    [{ 'ghcr.io': { user: 'x' } }, /registries\.ghcr\.io\.user: unknown key/],
    [
      { 'ghcr.io': { username: 'x' } },
      /registries\.ghcr\.io: username and password go together/,
    ],
    [
      { 'ghcr.io': { username: 'x', password: 'hidden', token: 'hidden' } },
      /either a token, or a username and password/,
    ],
    [{ 'ghcr.io': { token: 'hidden word' } }, /\.token: a token is of ASCII/],
    [
      { 'ghcr.io': { tokenHost: 'https://auth.test/token' } },
      /\.tokenHost: write a host in lower case/,
    ],
    [{ 'ghcr.io': { plainHttp: 'yes' } }, /\.plainHttp: .*boolean/],
  ])('refuse %p', (registries, message) => {
    expect(() => read(registries)).toThrow(message);
    expect(() => read(registries)).not.toThrow(/hidden/);
  });
});
