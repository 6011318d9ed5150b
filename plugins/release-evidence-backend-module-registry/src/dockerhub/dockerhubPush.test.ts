import { servedSource } from 'backstage-plugin-release-evidence-node/testUtils';
import { dockerhubPush } from '../__testUtils__/payloads';
import { keysOf, readBy } from '../__testUtils__/read';
import { TOKEN } from '../__testUtils__/registryEvents';
import { dockerhubSourceType } from './dockerhubSource';

const source = servedSource(dockerhubSourceType, { token: TOKEN });

const read = (body: unknown) => readBy(source, body);

const announced = {
  kind: 'artifact-announced',
  time: { at: '2026-10-01T10:00:05.000Z', basis: 'event' },
  link: 'https://hub.docker.com/r/acme/payments',
  name: 'docker.io/acme/payments',
  tag: '1.4.2',
  actor: { account: 'docker.io/anna', name: 'Anna', email: null },
};

describe('a push of Docker Hub', () => {
  it('announces its tag, as nothing says what it points at', () => {
    expect(read(dockerhubPush())).toEqual([announced]);
  });

  it.each([
    [{ repo_name: undefined }, 'docker.io/acme/payments'],
    [{ repo_name: '', namespace: null }, 'docker.io/library/payments'],
    [{ repo_name: 'alpine' }, 'docker.io/library/alpine'],
    [{ repo_name: 'evil.test/payments' }, 'docker.io/evil.test/payments'],
  ])('is named by %j', (repository, name) => {
    expect(read(dockerhubPush({}, repository))).toMatchObject([{ name }]);
  });

  it('calls nobody back', () => {
    const fetch = jest.spyOn(globalThis, 'fetch');
    read(dockerhubPush());
    expect(fetch).not.toHaveBeenCalled();
    expect(JSON.stringify(read(dockerhubPush()))).not.toContain('/hook/');
  });

  it('has nobody’s name when none is told', () => {
    expect(read(dockerhubPush({ pusher: null }))).toMatchObject([
      { actor: null },
    ]);
  });

  it.each([
    [{}, 'push_data: missing'],
    [dockerhubPush({ tag: '' }), 'push_data.tag: no tag was moved'],
    [dockerhubPush({ tag: undefined }), 'push_data.tag: missing'],
    [
      { ...dockerhubPush(), repository: {} },
      'repository.repo_name: no repository name',
    ],
  ])('is ignored: %j', (body, reason) => {
    expect(read(body)).toBe(reason);
  });

  it('is known by its content, in which there is its time', () => {
    const [key] = keysOf(source, dockerhubPush());
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(keysOf(source, dockerhubPush())).toEqual([key]);
    expect(
      keysOf(source, dockerhubPush({ pushed_at: 1790848806 })),
    ).not.toEqual([key]);
  });
});
