import type { ArtifactPushed } from 'backstage-plugin-release-evidence-common';
import {
  CorpusFile,
  deliverTo,
  describeWithCorpus,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { readers } from './events';
import { DIGEST } from './__testUtils__/payloads';
import {
  githubRequest,
  observe,
  observeOne,
  reasonFor,
  source,
} from './__testUtils__/send';

const json = (file: CorpusFile) => JSON.parse(file.read().toString('utf8'));

/** The folder that a payload is in, or the first word of its name. */
const eventOf = ({ name }: CorpusFile) => {
  const parts = name.split('/');
  return parts.length > 1 ? parts[parts.length - 2] : name.split('.')[0];
};

/** Packages of npm, whose version is a number. */
const NOT_CONTAINERS = /(package\/published\.npm|^package\.0[02]\.published)\b/;

function everyPayloadIsRead(files: CorpusFile[]): void {
  const payloads = files.filter(({ name }) => name.endsWith('.json'));

  it.each(payloads.map(file => [file.name, file] as const))(
    '%s is identified and gives observations or a reason',
    (_, file) => {
      const event = eventOf(file);
      const { authentication, identity, observed } = deliverTo(
        source,
        githubRequest(event, file.read().toString('utf8')),
      );
      expect(authentication).toEqual({ authenticated: true });
      expect(identity).toEqual({ type: event, keys: ['d-1'] });
      const { events, reason } = observed;
      expect(events.length > 0).toBe(reason === undefined);
      expect(events.every(entry => entry.observations.length > 0)).toBe(true);
    },
  );

  it('gives observations for every payload of the events that are read', () => {
    const unread = payloads
      .filter(file => readers.has(eventOf(file)))
      .map(file => [file.name, observe(eventOf(file), json(file)).reason])
      .filter(([, reason]) => reason !== undefined);
    expect(unread).toEqual(
      payloads
        .filter(({ name }) => NOT_CONTAINERS.test(name))
        .map(({ name }) => [
          name,
          expect.stringMatching(/^package_version\.version: no digest/),
        ]),
    );
  });
}

describeWithCorpus(
  'the payload examples of octokit/webhooks',
  'github-webhooks/octokit-webhooks-repo/payload-examples',
  files => {
    everyPayloadIsRead(files);

    const containers = files.filter(({ name }) =>
      name.endsWith('package/published.docker.payload.json'),
    );

    it('have a container by both names', () => {
      expect(containers.map(eventOf).sort()).toEqual([
        'package',
        'registry_package',
      ]);
    });

    it.each(containers.map(file => [eventOf(file), file] as const))(
      'give the one real digest of the container in %s',
      (event, file) => {
        expect(observeOne<ArtifactPushed>(event, json(file))).toMatchObject({
          name: 'ghcr.io/codertocat/hello-world',
          digest:
            'sha256:3da1996a8115d7616457760d9920b815241d0a03b34cf5f04e9a0e9d8de37498',
          tag: null,
          revision: '6c62fb45fe66bfb1ea9a66abc38f6a0cc974292b',
          sourceRepository: 'github.com/codertocat/hello-world',
        });
      },
    );

    it.each(containers.map(file => [eventOf(file), file] as const))(
      'give nothing for %s when only its 40 digits stand there',
      (event, file) => {
        const payload = json(file);
        const { package_version: version } =
          payload.registry_package ?? payload.package;
        expect(version.container_metadata.tag.digest).toMatch(
          /^sha256:[0-9a-f]{40}$/,
        );
        version.version = version.container_metadata.tag.digest;
        expect(reasonFor(event, payload)).toMatch(
          /^package_version\.version: no digest/,
        );
      },
    );
  },
);

describeWithCorpus(
  'the payload examples on npm',
  'github-webhooks/npm-examples',
  everyPayloadIsRead,
);

describeWithCorpus(
  'packages as the image updater of Argo CD tests them',
  'registry-webhooks/argocd-image-updater',
  files => {
    const packages = files.filter(({ name }) => name.startsWith('ghcr.'));
    const refused = packages.filter(({ name }) =>
      name.includes('EXPECT-ERROR'),
    );
    const valid = packages.filter(file => !refused.includes(file));

    it('are there', () => {
      expect(valid.length).toBeGreaterThan(0);
      expect(refused.length).toBeGreaterThan(0);
    });

    it.each(refused.map(file => [file.name, file] as const))(
      '%s gives a reason that names the field',
      (_, file) => {
        expect(reasonFor('package', json(file))).toMatch(
          /^(action: missing|package_version\.version: no digest)/,
        );
      },
    );

    it.each(valid.map(file => [file.name, file] as const))(
      '%s names no digest, and is an artifact in lower case with one',
      (_, file) => {
        const payload = json(file);
        expect(reasonFor('package', payload)).toMatch(
          /^package_version\.version: no digest/,
        );
        const { owner, name, package_version: version } = payload.package;
        version.version = DIGEST;
        expect(observeOne<ArtifactPushed>('package', payload)).toMatchObject({
          kind: 'artifact-pushed',
          name: `ghcr.io/${owner.login}/${name}`.toLowerCase(),
          digest: DIGEST,
          tag: version.container_metadata.tag.name,
        });
      },
    );
  },
);
