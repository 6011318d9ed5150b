import type { SourceType } from 'backstage-plugin-release-evidence-node';
import {
  CorpusFile,
  describeWithCorpus,
  servedSource,
} from 'backstage-plugin-release-evidence-node/testUtils';
import {
  acrSourceType,
  dockerhubSourceType,
  ecrSourceType,
  harborSourceType,
  quaySourceType,
} from '.';
import { readBy } from './__testUtils__/read';
import { TOKEN } from './__testUtils__/registryEvents';

const jsonOf = (files: CorpusFile[], name: string) =>
  JSON.parse(
    files
      .find(file => file.name.includes(name))!
      .read()
      .toString('utf8'),
  );

const read = (sourceType: SourceType, payload: unknown) =>
  readBy(servedSource(sourceType, { token: TOKEN }), payload);

describeWithCorpus(
  'the payloads of another receiver’s tests',
  'registry-webhooks',
  files => {
    const sent = (name: string) => jsonOf(files, `/${name}`);

    it.each([
      [
        'a push of ACR',
        acrSourceType,
        'acr.00',
        {
          kind: 'artifact-pushed',
          name: 'mojrodevops.azurecr.io/hello-world',
          digest:
            'sha256:c766679d161d4ffe3dc4503b4c9f90b978f0d363fcedb02d1ae0cd271e645c0a',
          tag: 'test-v1',
          time: { at: '2026-06-01T12:22:07.095Z', basis: 'event' },
        },
      ],
      [
        'a push to Quay',
        quaySourceType,
        'quay.00',
        { name: 'quay.io/mynamespace/repository', tag: 'latest' },
      ],
      [
        'a push to a Quay with an address',
        quaySourceType,
        'quay.02',
        { name: 'quay.internal.corp/ariss/alrl', tag: 'v1.0' },
      ],
      [
        'a push to Quay with an empty address',
        quaySourceType,
        'quay.03',
        { name: 'quay.io/mynamespace/repository', tag: 'latest' },
      ],
      [
        'a push to Quay without an address',
        quaySourceType,
        'quay.04',
        { name: 'quay.io/mynamespace/repository', tag: 'latest' },
      ],
      [
        'a push to Docker Hub',
        dockerhubSourceType,
        'docker.02',
        { kind: 'artifact-announced', name: 'docker.io/library/myapp' },
      ],
    ])('say what was pushed: %s', (_, sourceType, name, said) => {
      expect(read(sourceType as SourceType, sent(name))).toMatchObject([said]);
    });

    it('say each tag that was moved', () => {
      expect(read(quaySourceType, sent('quay.05'))).toMatchObject([
        { tag: 'latest' },
        { tag: 'v1.0' },
      ]);
    });

    it.each([
      ['acr.02', acrSourceType, 'target.digest: a deletion here is that of'],
      ['docker.03', dockerhubSourceType, 'repository.repo_name: no repository'],
      ['docker.06', dockerhubSourceType, 'push_data: missing'],
      ['harbor.06', harborSourceType, 'resource_url: no host name'],
      ['harbor.07', harborSourceType, 'resource_url: no host name'],
      ['harbor.09', harborSourceType, 'type: missing'],
      ['quay.06', quaySourceType, 'updated_tags: no tag was moved'],
      ['quay.07', quaySourceType, 'repository: missing'],
    ])('are refused with a reason: %s', (name, sourceType, reason) => {
      expect(files.some(file => file.name.includes(`/${name}`))).toBe(true);
      expect(read(sourceType as SourceType, sent(name))).toContain(reason);
    });

    it.each(['harbor.00', 'harbor.02'])(
      'are refused where their digest is none: %s',
      name => {
        expect(read(harborSourceType, sent(name))).toBe(
          'event_data.resources.0.digest: no digest (sha256: and 64 hex digits)',
        );
      },
    );
  },
);

describeWithCorpus('the examples in Harbor’s source', 'harbor', files => {
  it.each(['default.PULL_ARTIFACT', 'cloudevents.artifact.pulled'])(
    'are pulls, and would be pushes as they are: %s',
    name => {
      const pulled = jsonOf(files, name);
      expect(read(harborSourceType, pulled)).toContain('type: only pushes');
      const said = read(harborSourceType, {
        ...pulled,
        type: pulled.specversion ? 'harbor.artifact.pushed' : 'PUSH_ARTIFACT',
      });
      expect(said).toMatchObject([
        {
          kind: 'artifact-pushed',
          name: 'harbor.dev/library/busybox',
          digest:
            'sha256:dde8e930c7b6a490f728e66292bc9bce42efc9bbb5278bae40e4f30f6e00fe8c',
          tag: null,
          time: { basis: 'event' },
        },
      ]);
    },
  );
});

describeWithCorpus('the fixtures of AWS', 'ecr-eventbridge', files => {
  it('have a push whose digest is four digits short', () => {
    const push = jsonOf(files, 'ecr-image-push-event');
    expect(read(ecrSourceType, push)).toBe(
      'detail: image-digest: no digest (sha256: and 64 hex digits)',
    );
    const digest = `${push.detail['image-digest']}0000`;
    expect(
      read(ecrSourceType, {
        ...push,
        detail: { ...push.detail, 'image-digest': digest },
      }),
    ).toMatchObject([
      {
        name: '123456789012.dkr.ecr.us-west-2.amazonaws.com/my-repository-name',
        digest,
        tag: 'latest',
        time: { at: '2019-11-16T01:54:34.000Z', basis: 'event' },
      },
    ]);
  });

  it('have a scan', () => {
    expect(
      read(ecrSourceType, jsonOf(files, 'ecr-image-scan-event')),
    ).toMatchObject([
      {
        kind: 'check',
        check: 'vulnerability',
        outcome: 'unknown',
        defects: { critical: 10, high: 2, medium: 9, low: 3, unknown: 0 },
        tag: '1572471135',
      },
    ]);
  });
});
