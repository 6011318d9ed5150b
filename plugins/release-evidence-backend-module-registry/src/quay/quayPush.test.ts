import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { quayPush } from '../__testUtils__/payloads';
import { keysOf, readBy } from '../__testUtils__/read';
import { TOKEN } from '../__testUtils__/registryEvents';
import { quaySourceType } from './quaySource';

const source = servedSource(quaySourceType, { token: TOKEN });

const read = (body: unknown) => readBy(source, body);

const announced = (tag: string) => ({
  kind: 'artifact-announced',
  link: 'https://quay.acme.test/repository/acme/payments',
  name: 'quay.acme.test/acme/payments',
  tag,
  actor: null,
});

describe('a push of Quay', () => {
  it('announces its tags, as nothing says what they point at', () => {
    expect(read(quayPush(['1.4.2', 'latest']))).toEqual([
      announced('1.4.2'),
      announced('latest'),
    ]);
  });

  it('announces them in the form of older versions, too', () => {
    expect(read(quayPush({ '1.4.2': '2ff5', latest: '2ff5' }))).toEqual([
      announced('1.4.2'),
      announced('latest'),
    ]);
  });

  it.each([
    ['https://quay.acme.test/acme/payments', 'quay.acme.test'],
    ['quay.io/acme/payments', 'quay.io'],
    ['', 'quay.io'],
    [undefined, 'quay.io'],
  ])('is of the registry in %p', (docker_url, host) => {
    expect(read({ ...quayPush(), docker_url })).toMatchObject([
      { name: `${host}/acme/payments` },
    ]);
  });

  it('is of the configured registry first', () => {
    expect(
      readBy(
        servedSource(quaySourceType, { token: TOKEN, host: 'hub.acme.test' }),
        quayPush(),
      ),
    ).toMatchObject([{ name: 'hub.acme.test/acme/payments' }]);
  });

  it('offers no page that is not one of the web', () => {
    const [said] = read({
      ...quayPush(),
      // eslint-disable-next-line no-script-url
      homepage: 'javascript:alert(1)',
    }) as object[];
    expect(said).toMatchObject({ tag: '1.4.2', link: undefined });
  });

  it.each([
    [{}, 'repository: missing'],
    [{ ...quayPush(), repository: '' }, 'repository: no repository name'],
    [quayPush([]), 'updated_tags: no tag was moved'],
    [quayPush({}), 'updated_tags: no tag was moved'],
    [quayPush(['']), 'updated_tags: no tag was moved'],
    [
      { repository: 'acme/payments', vulnerability: { id: 'CVE-FAKE-CVE' } },
      'updated_tags: missing',
    ],
    [
      quayPush('1.4.2'),
      'updated_tags: string where array or record is expected',
    ],
  ])('is ignored: %j', (body, reason) => {
    expect(read(body)).toBe(reason);
  });

  it('is known by its content', () => {
    const [key] = keysOf(source, quayPush());
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(keysOf(source, quayPush())).toEqual([key]);
    expect(keysOf(source, quayPush(['1.4.3']))).not.toEqual([key]);
  });
});
