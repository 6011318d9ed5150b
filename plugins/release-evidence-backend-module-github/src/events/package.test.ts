import type { ArtifactPushed } from 'backstage-plugin-release-evidence-common';
import { MANIFEST, published, VERSION } from '../__testUtils__/packages';
import {
  absentFields,
  brokenFields,
  COMMIT,
  DIGEST,
  OTHER_DIGEST,
  person,
  repository,
  SHORT_DIGEST,
  withField,
} from '../__testUtils__/payloads';
import { observeOne, reasonFor } from '../__testUtils__/send';

const read = (payload: object) =>
  observeOne<ArtifactPushed>('registry_package', payload);

const readVersion = (field: string, value: unknown) =>
  read(withField(published, `${VERSION}.${field}`, value));

const reason = (payload: object) => reasonFor('registry_package', payload);

describe('registry_package', () => {
  it('tells which digest was pushed under which name', () => {
    expect(read(published)).toEqual({
      kind: 'artifact-pushed',
      time: { at: '2026-10-01T10:00:01.000Z', basis: 'event' },
      link: 'https://github.com/orgs/Acme/packages/container/payments/1',
      name: 'ghcr.io/acme/payments',
      digest: DIGEST,
      tag: '1.4.2',
      mediaType: MANIFEST,
      platforms: [],
      revision: COMMIT,
      sourceRepository: 'github.com/acme/payments',
      actor: person('ada'),
    });
  });

  it('is the same under its older name', () => {
    const { registry_package: found, ...rest } = published;
    expect(observeOne('package', { ...rest, package: found })).toEqual(
      read(published),
    );
    expect(
      observeOne('package', {
        ...rest,
        registry_package: null,
        package: found,
      }),
    ).toEqual(read(published));
  });

  it('is read when a tag moves, too', () => {
    expect(read({ ...published, action: 'updated' })).toEqual(read(published));
  });
});

describe('the digest of a package', () => {
  it('is the version', () => {
    expect(
      readVersion('container_metadata.tag.digest', OTHER_DIGEST).digest,
    ).toBe(DIGEST);
    expect(
      readVersion('container_metadata.tag.digest', SHORT_DIGEST).digest,
    ).toBe(DIGEST);
  });

  it('is that of the tag when the version is none', () => {
    expect(readVersion('version', '1.4.2').digest).toBe(DIGEST);
  });

  it.each([
    ['1.4.2', SHORT_DIGEST],
    [SHORT_DIGEST, SHORT_DIGEST],
    [null, undefined],
    [7, 7],
    [DIGEST.toUpperCase(), null],
    ['', ''],
  ])('is not made up from %p and %p', (version, digest) => {
    expect(
      reason(
        withField(
          withField(published, `${VERSION}.version`, version),
          `${VERSION}.container_metadata.tag.digest`,
          digest,
        ),
      ),
    ).toMatch(/^package_version\.version: no digest/);
  });
});

describe('the time of a package', () => {
  const NEVER = '0001-01-01T00:00:00Z';

  it.each([
    [{ updated_at: NEVER }, '2026-10-01T10:00:00.000Z'],
    [{ updated_at: null, created_at: NEVER }, '2026-09-01T00:00:00.000Z'],
  ])('passes over what is no time: %j', (changes, at) => {
    const version = {
      ...published.registry_package.package_version,
      ...changes,
    };
    expect(read(withField(published, VERSION, version)).time).toEqual({
      at,
      basis: 'event',
    });
  });

  it('is the latest of the payload when no field is one', () => {
    const timeless = ['created_at', 'updated_at'].reduce(
      (payload, field) => withField(payload, `${VERSION}.${field}`, NEVER),
      withField(published, 'registry_package.updated_at', null),
    );
    expect(read(timeless).time).toBeUndefined();
    expect(
      read({
        ...timeless,
        repository: { ...repository, pushed_at: '2026-10-01T09:00:00Z' },
      }).time,
    ).toEqual({ at: '2026-10-01T09:00:00.000Z', basis: 'payload' });
  });
});

describe('a package that is not well-formed', () => {
  it.each(
    brokenFields({
      action: ['deleted', 7],
      'registry_package.name': [7],
      [VERSION]: [7],
    }),
  )('gives a reason that names the field: %s %s', (path, _, value) => {
    expect(reason(withField(published, path, value))).toMatch(
      new RegExp(`^${path}: `),
    );
  });

  it.each([
    ['registry_package', undefined, 'missing, and there is no package either'],
    ['registry_package', null, 'missing, and there is no package either'],
    ['registry_package', 7, 'number where object'],
    ['registry_package.owner', 'Acme', 'string where object'],
    ['repository', 7, 'number where object'],
    [`${VERSION}.container_metadata`, 7, 'number where object'],
    [`${VERSION}.container_metadata.tag`, '1.4.2', 'string where object'],
  ])('gives a reason that names the field: %s %p', (path, value, why) => {
    expect(reason(withField(published, path, value))).toContain(
      `${path}: ${why}`,
    );
  });

  it.each(
    absentFields(
      [
        'html_url',
        'author',
        'container_metadata',
        'container_metadata.tag',
        'container_metadata.manifest',
        'container_metadata.manifest.media_type',
        'container_metadata.manifest.config',
        'container_metadata.manifest.layers',
      ].map(field => `${VERSION}.${field}`),
    ),
  )('does without %s (%s)', (path, _, value) => {
    expect(read(withField(published, path, value)).digest).toBe(DIGEST);
  });
});
