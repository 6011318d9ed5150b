import fc from 'fast-check';
import {
  CONTENT_SECRET,
  EDGE_VALUES,
  faultsOf,
  placesIn,
  replacedAt,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { readers } from './events';
import { VALID } from './__testUtils__/validPayloads';
import { observe } from './__testUtils__/send';

/*
 * Payloads are made of the field names and words that the readers look for, so
 * that they get past the first check, and hold a secret wherever content can
 * stand.
 */

const FIELDS = [
  'action',
  'actor',
  'actor_type',
  'added',
  'all_labels',
  'approver',
  'base',
  'bypass_actors',
  'changes',
  'closed_at',
  'commit_id',
  'commits',
  'conclusion',
  'conditions',
  'config',
  'container_metadata',
  'created_at',
  'creator',
  'deleted',
  'deployment',
  'deployment_status',
  'enforcement',
  'environment',
  'from',
  'full_name',
  'head',
  'head_repository',
  'head_sha',
  'html_url',
  'id',
  'include',
  'labels',
  'layers',
  'login',
  'manifest',
  'media_type',
  'merged',
  'name',
  'number',
  'organization',
  'package',
  'package_version',
  'parameters',
  'payload',
  'pull_request',
  'ref',
  'ref_name',
  'registry_package',
  'repository',
  'repository_ruleset',
  'review',
  'rule',
  'rules',
  'run_id',
  'sender',
  'sha',
  'state',
  'status',
  'tag',
  'target',
  'title',
  'type',
  'updated',
  'updated_at',
  'user',
  'version',
  'workflow_job',
  'workflow_job_runs',
  'workflow_run',
  '__proto__',
  CONTENT_SECRET,
];

const WORDS = [
  CONTENT_SECRET,
  '',
  'approved',
  'branch',
  'created',
  'deleted',
  'edited',
  'enabled',
  'main',
  'published',
  'requested',
  'submitted',
  'success',
  'acme/payments',
  'https://github.com/acme/payments',
  'a'.repeat(40),
  `sha256:${'c'.repeat(64)}`,
  '2026-10-01T10:00:00Z',
  '0001-01-01T00:00:00Z',
];

const { value: anything } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(...WORDS),
      fc.constantFrom(null, true, false, 0, 1, -1, 1e300, 1759276800),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 12 }),
  ),
}));

const PLACES = Object.entries(VALID).flatMap(([event, payload]) =>
  placesIn(payload).map(path => ({ event, path })),
);

const faultsIn = (event: string, payload: unknown) =>
  faultsOf(observe(event, payload ?? null));

describe('whatever is sent', () => {
  it('starts from payloads that are read, one for each event', () => {
    expect(Object.keys(VALID).sort()).toEqual([...readers.keys()].sort());
    for (const [event, payload] of Object.entries(VALID)) {
      expect(observe(event, payload).reason).toBeUndefined();
    }
  });

  it('with an edge in any place gives observations, or such a reason', () => {
    const faults = PLACES.flatMap(({ event, path }) =>
      EDGE_VALUES.flatMap(edge =>
        faultsIn(event, replacedAt(VALID[event], path, edge)).map(fault => [
          event,
          path,
          edge,
          fault,
        ]),
      ),
    );
    expect(PLACES.length).toBeGreaterThan(100);
    expect(faults).toEqual([]);
  });

  it.each([
    [
      'any JSON under any event',
      fc.tuple(
        fc.constantFrom(...readers.keys(), 'ping', 'constructor', '__proto__'),
        fc.oneof(anything, fc.jsonValue()),
      ),
    ],
    [
      'any JSON in any place',
      fc
        .tuple(fc.constantFrom(...PLACES), anything)
        .map(
          ([{ event, path }, value]) =>
            [event, replacedAt(VALID[event], path, value)] as const,
        ),
    ],
    [
      'any JSON under an event that GitHub does not have',
      fc.tuple(fc.string({ minLength: 1 }), fc.jsonValue()),
    ],
  ])(
    '%s gives observations, or a reason without a secret',
    (_, deliveries: fc.Arbitrary<readonly [string, unknown]>) => {
      fc.assert(
        fc.property(deliveries, ([event, payload]) => {
          expect(faultsIn(event, payload)).toEqual([]);
        }),
        { numRuns: 3000 },
      );
    },
  );
});
