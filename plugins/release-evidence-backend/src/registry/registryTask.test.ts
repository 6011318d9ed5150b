import type {
  EvidenceRecord,
  Observation,
} from 'backstage-plugin-release-evidence-common';
import { FINDINGS_SOURCE, taskFor } from './registryTask';

const HEX = 'a1'.repeat(32);
const DIGEST = `sha256:${'b2'.repeat(32)}`;
const CONFIGURED = new Set(['ghcr.io']);

const record = (
  observation: Observation,
  source = 'registry',
): EvidenceRecord => ({
  id: 'ev-1',
  class: 'artifact',
  observation,
  source,
  delivery: '1',
  subject: null,
  occurredAt: '2026-10-01T12:00:00.000Z',
  timeBasis: 'event',
  receivedAt: '2026-10-01T12:00:00.000Z',
});

const pushed = (name: string, tag: string | null): Observation => ({
  kind: 'artifact-pushed',
  name,
  digest: DIGEST,
  tag,
  mediaType: null,
  platforms: [],
  revision: null,
  sourceRepository: null,
  actor: null,
});

const announced = (name: string, tag: string): Observation => ({
  kind: 'artifact-announced',
  name,
  tag,
  actor: null,
});

const IMAGE = 'ghcr.io/acme/payments';

describe('taskFor', () => {
  it.each(['1.4.2', 'latest', null])('inspects what was pushed as %p', tag => {
    expect(taskFor(record(pushed(IMAGE, tag)), CONFIGURED)).toEqual({
      kind: 'inspect',
      name: IMAGE,
      reference: DIGEST,
    });
  });

  it.each(['', '.sig', '.att', '.sbom'])(
    'inspects the digest in the tag sha256-<hex>%s again',
    suffix => {
      const tag = `sha256-${HEX}${suffix}`;
      const expected = {
        kind: 'inspect',
        name: IMAGE,
        reference: `sha256:${HEX}`,
      };
      expect(taskFor(record(pushed(IMAGE, tag)), CONFIGURED)).toEqual(expected);
      expect(taskFor(record(announced(IMAGE, tag)), CONFIGURED)).toEqual(
        expected,
      );
    },
  );

  it('resolves a tag wherever it is', () => {
    const name = 'quay.io/acme/payments';
    expect(taskFor(record(announced(name, 'latest')), CONFIGURED)).toEqual({
      kind: 'resolve',
      name,
      reference: 'latest',
    });
  });

  it.each<[string, Observation]>([
    ['a registry that is not configured', pushed('quay.io/acme/x', '1')],
    ['a referrer there', announced('quay.io/acme/x', `sha256-${HEX}`)],
    ['a package', pushed('pkg:npm/acme', '1')],
    ['a package that was announced', announced('pkg:npm/acme', '1')],
    ['a tag that is none', announced(IMAGE, '../../x')],
    ['a tag that names no digest', pushed(IMAGE, `sha256-${HEX}00`)],
    ['an endless name', announced(`ghcr.io/${'a'.repeat(600)}`, '1')],
    [
      'a removal',
      { kind: 'artifact-deleted', name: IMAGE, digest: DIGEST, tag: null },
    ],
  ])('asks nothing about %s', (_, observation) => {
    expect(taskFor(record(observation), CONFIGURED)).toBeUndefined();
  });

  it('asks nothing because of its own answers', () => {
    expect(
      taskFor(record(pushed(IMAGE, '1'), FINDINGS_SOURCE), CONFIGURED),
    ).toBeUndefined();
  });
});
