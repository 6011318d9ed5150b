import * as fc from 'fast-check';
import { parseChallenges } from './challenge';

describe('parseChallenges', () => {
  it('reads what registries send', () => {
    expect(
      parseChallenges(
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull"',
      ),
    ).toEqual([
      {
        scheme: 'bearer',
        parameters: {
          realm: 'https://auth.docker.io/token',
          service: 'registry.docker.io',
          scope: 'repository:a/b:pull',
        },
      },
    ]);
  });

  it('tells several challenges apart', () => {
    expect(
      parseChallenges('Basic realm="a, b", BEARER Realm=c , service = "d"'),
    ).toEqual([
      { scheme: 'basic', parameters: { realm: 'a, b' } },
      { scheme: 'bearer', parameters: { realm: 'c', service: 'd' } },
    ]);
  });

  it('lets nobody say a thing twice', () => {
    const [{ parameters }] = parseChallenges('Bearer realm="a",realm="b"');
    expect(parameters.realm).toBe('a');
  });

  it.each([undefined, '', '"', '=', ',,,', 'a="'])('reads %p', header => {
    expect(() => parseChallenges(header)).not.toThrow();
  });

  it('reads any header, and quickly', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500, unit: 'binary' }), header => {
        parseChallenges(header);
      }),
    );
    const started = Date.now();
    parseChallenges('a="'.repeat(5000));
    parseChallenges('a '.repeat(8000));
    parseChallenges(`a${' '.repeat(16000)}`);
    expect(Date.now() - started).toBeLessThan(1000);
  });
});
