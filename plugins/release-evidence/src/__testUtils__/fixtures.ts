import type { Entity } from '@backstage/catalog-model';
import {
  Assessment,
  CELL_LEVELS,
  CellLevel,
  ComponentEnvironment,
  Control,
  CONTROLS,
  ControlResult,
  EvidenceItem,
  Level,
  LEVELS,
  lowestLevel,
  ReleaseApproval,
  ReleaseDeployment,
  ReleaseDocument,
  ReleaseSummary,
  RequirementResult,
  Status,
} from 'backstage-plugin-release-evidence-common';

export const DIGEST = `sha256:${'ab'.repeat(32)}`;
export const OTHER_DIGEST = `sha256:${'cd'.repeat(32)}`;
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export const payments: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: {
      'release-evidence.io/artifacts': 'ghcr.io/acme/payments',
    },
  },
  spec: { type: 'service', owner: 'payments', lifecycle: 'production' },
};

/** A component that nothing ties to releases. */
export const bare: Entity = {
  ...payments,
  metadata: { name: 'bare', namespace: 'default' },
};

/** A release in a list; unless said otherwise 1.4.2 at Better. */
export function summary(given: Partial<ReleaseSummary> = {}): ReleaseSummary {
  return {
    component: 'component:default/payments',
    digest: DIGEST,
    repository: 'ghcr.io/acme/payments',
    tags: [{ name: '1.4.2', from: '2026-10-01T10:00:00.000Z', to: null }],
    source: {
      repository: 'github.com/acme/payments',
      commit: COMMIT,
      binding: 'authenticated',
    },
    title: 'Settle in the currency of the merchant',
    recordedAt: '2026-10-01T10:00:00.000Z',
    environment: 'production',
    level: 'better',
    controls: Object.fromEntries(
      CONTROLS.map(name => [name, 'better']),
    ) as Record<Control, Level>,
    openFindings: 0,
    runsIn: [],
    ...given,
  };
}

/** An environment with 1.4.2 running in it at Better. */
export function environment(
  given: Partial<ComponentEnvironment> = {},
): ComponentEnvironment {
  return {
    environment: 'production',
    protected: true,
    running: {
      digest: DIGEST,
      tag: '1.4.2',
      level: 'better',
      since: '2026-10-02T10:00:00.000Z',
      approvedBy: 'mira',
    },
    latest: { digest: DIGEST, tag: '1.4.2', level: 'better' },
    approved: null,
    drift: false,
    nextStep: {
      control: 'artifact-identity',
      level: 'strong',
      requirement: 'A verified signature covers this digest',
      remedy: 'Sign the digest.',
    },
    ...given,
  };
}

/** A requirement with the status given. */
export function requirement(
  status: Status,
  given: Partial<RequirementResult> = {},
): RequirementResult {
  return {
    id: `${status}-${given.title ?? 'requirement'}`,
    title: 'The digest was recorded',
    status,
    reason: `The reason for ${status}.`,
    evidence: [],
    remedy: status === 'met' ? null : 'What to do about it.',
    ...given,
  };
}

/** A control that reached a level; what lies above it is unknown. */
export function control(
  name: Control,
  level: Level,
  cells: Partial<Record<CellLevel, RequirementResult[]>> = {},
): ControlResult {
  return {
    control: name,
    level,
    cells: CELL_LEVELS.map(column => {
      const reached = LEVELS.indexOf(column) <= LEVELS.indexOf(level);
      const requirements = cells[column] ?? [
        requirement(reached ? 'met' : 'unknown', { id: `${name}-${column}` }),
      ];
      return { level: column, status: worst(requirements), requirements };
    }),
  };
}

function worst(requirements: RequirementResult[]): Status {
  return (
    (['not-met', 'unknown'] as const).find(status =>
      requirements.some(entry => entry.status === status),
    ) ?? 'met'
  );
}

/** An assessment for production with every control at Better. */
export function assessment(
  controls: ControlResult[] = [],
  given: Partial<Assessment> = {},
): Assessment {
  const all = CONTROLS.map(
    name =>
      controls.find(entry => entry.control === name) ?? control(name, 'better'),
  );
  return {
    environment: 'production',
    level: lowestLevel(all.map(({ level }) => level)),
    policyVersion: `sha256:${'11'.repeat(32)}`,
    fingerprint: `sha256:${'22'.repeat(32)}`,
    assessedAt: '2026-10-05T10:00:00.000Z',
    controls: all,
    questions: [],
    findings: [],
    ...given,
  };
}

/** A record; unless said otherwise the push of the artifact. */
export function evidence(given: Partial<EvidenceItem> = {}): EvidenceItem {
  return {
    id: 'ev-1',
    class: 'artifact',
    kind: 'artifact-pushed',
    subject: DIGEST,
    binding: 'authenticated',
    verification: null,
    statement: null,
    source: 'registry',
    occurredAt: '2026-10-01T10:00:00.000Z',
    receivedAt: '2026-10-01T10:00:01.000Z',
    summary: 'ghcr.io/acme/payments:1.4.2 was pushed',
    link: null,
    delivery: 'delivery-1',
    ...given,
  };
}

export function approval(
  given: Partial<ReleaseApproval> = {},
): ReleaseApproval {
  return {
    environment: 'production',
    decision: 'approved',
    approver: 'mira',
    at: '2026-10-02T09:00:00.000Z',
    namedBy: 'run',
    binding: 'authenticated',
    comment: null,
    evidence: ['ev-approval'],
    link: null,
    ...given,
  };
}

export function deployment(
  given: Partial<ReleaseDeployment> = {},
): ReleaseDeployment {
  return {
    deployment: 'github.com/acme/payments#1',
    environment: 'production',
    status: 'succeeded',
    deployedAt: '2026-10-02T10:00:00.000Z',
    by: 'lin',
    namedBy: 'digest',
    binding: 'authenticated',
    evidence: ['ev-deployment'],
    link: null,
    ...given,
  };
}

/** A release with one record of each link of the chain. */
export function releaseDocument(
  given: Partial<ReleaseDocument> = {},
): ReleaseDocument {
  const { component, digest, repository, tags, source, title, recordedAt } =
    summary();
  return {
    component,
    digest,
    digests: [digest],
    repository,
    tags,
    source,
    title,
    recordedAt,
    assessment: assessment(),
    environments: ['staging', 'production'],
    evidence: [
      evidence({
        id: 'ev-source',
        class: 'source',
        kind: 'commits-pushed',
        subject: null,
        summary: 'lin pushed 1 commit to main',
        occurredAt: '2026-10-01T09:00:00.000Z',
        receivedAt: '2026-10-01T13:00:00.000Z',
      }),
      evidence({
        id: 'ev-build',
        class: 'build',
        kind: 'build-run',
        subject: null,
        summary: 'Run 17 of Release succeeded',
        occurredAt: '2026-10-01T09:30:00.000Z',
        receivedAt: '2026-10-01T09:30:01.000Z',
      }),
      evidence({ id: 'ev-artifact' }),
      evidence({
        id: 'ev-approval',
        class: 'approval',
        kind: 'approval',
        subject: null,
        summary: 'mira approved run 17 for production',
        occurredAt: '2026-10-02T09:00:00.000Z',
        receivedAt: '2026-10-02T09:00:01.000Z',
      }),
      evidence({
        id: 'ev-deployment',
        class: 'deployment',
        kind: 'deployment',
        summary: 'It was deployed to production',
        occurredAt: '2026-10-02T10:00:00.000Z',
        receivedAt: '2026-10-02T10:00:01.000Z',
      }),
    ],
    approvals: [approval()],
    deployments: [deployment()],
    ...given,
  };
}
