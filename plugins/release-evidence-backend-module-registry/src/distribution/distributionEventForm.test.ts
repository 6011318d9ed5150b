import { digestOf, pushedManifest } from '../__testUtils__/registryEvents';
import { readEvent } from '../__testUtils__/send';

const NAME = 'registry.acme.test/acme/payments';

describe('the registry that an event is from', () => {
  const event = (url: unknown, host: unknown) => {
    const pushed = pushedManifest('a');
    return {
      ...pushed,
      target: { ...pushed.target, url },
      request: { ...pushed.request, host },
    };
  };

  const nameOf = (url: unknown, host: unknown) =>
    readEvent(event(url, host), '');

  it('is the configured one, whatever the pusher called it', () => {
    expect(
      readEvent(event('https://ghcr.io/v2/', 'ghcr.io'), 'registry.acme.test'),
    ).toMatchObject({ name: NAME });
  });

  it.each([
    ['https://registry.acme.test/v2/', 'internal:5000', NAME],
    [
      'http://registry.acme.test:5000/v2/',
      'x.test',
      'registry.acme.test:5000/acme/payments',
    ],
    ['/v2/acme/payments', 'registry.acme.test', NAME],
    ['http://registry/v2/', 'registry.acme.test', NAME],
    [undefined, 'registry.acme.test', NAME],
    [7, 'REGISTRY.acme.test', NAME],
    [undefined, 'localhost', 'localhost/acme/payments'],
  ])('is else read from the URL %p, then the host %p', (url, host, name) => {
    expect(nameOf(url, host)).toMatchObject({ name });
  });

  it.each([
    [undefined, undefined],
    [null, null],
    ['/v2/', ''],
    ['http://registry/v2/', 'registry'],
  ])('cannot be told from %p and %p', (url, host) => {
    expect(nameOf(url, host)).toBe(
      'events.0: request.host: no host name; configure the host of the source',
    );
  });

  it('cannot be told without a request', () => {
    const { request: _, ...rest } = event(null, null);
    expect(readEvent(rest, '')).toContain('request.host: no host name');
    expect(readEvent({ ...rest, request: null }, '')).toContain('request.host');
  });
});

describe('an event that is not well-formed', () => {
  const broken = (field: string, value: unknown) => {
    const { target, ...event } = pushedManifest('a');
    return readEvent({ ...event, target: { ...target, [field]: value } });
  };

  it.each([
    ['digest', undefined, 'no digest'],
    ['digest', null, 'no digest'],
    ['digest', `sha256:${'a'.repeat(40)}`, 'no digest'],
    ['digest', digestOf('A'), 'no digest'],
    ['digest', 7, 'number where string is expected'],
    ['mediaType', undefined, 'missing'],
    ['mediaType', null, 'missing'],
    ['mediaType', 7, 'number where string is expected'],
    ['mediaType', 'text/plain', 'a layer or another blob'],
    ['repository', undefined, 'missing'],
    ['repository', null, 'null where string is expected'],
    ['repository', 'no name', 'no repository name'],
    ['repository', '', 'no repository name'],
    ['tag', 7, 'number where string is expected'],
    ['references', {}, 'object where array is expected'],
    ['references.0', [7], 'number where object is expected'],
    ['references.0.digest', [{ digest: 7 }], 'number where string is expected'],
  ])('says that %s is wrong: %j', (path, value, reason) => {
    expect(broken(path.split('.')[0], value)).toContain(
      `events.0: target.${path}: ${reason}`,
    );
  });

  it.each([
    ['action', undefined, 'missing'],
    ['action', 7, 'number where string is expected'],
    ['target', undefined, 'missing'],
    ['target', 'acme/payments', 'string where object is expected'],
    ['request', 7, 'number where object is expected'],
    ['request.host', { host: 7 }, 'number where string is expected'],
  ])('says that %s is wrong: %j', (path, value, reason) => {
    expect(
      readEvent({ ...pushedManifest('a'), [path.split('.')[0]]: value }),
    ).toBe(`events.0: ${path}: ${reason}`);
  });
});
