import { assess } from '../matrix';
import type { TrustPolicy } from '../vocabulary/policy';
import type { ReleaseFacts } from '../vocabulary/release';
import { environment, facts, policy } from './facts';
import { WORKFLOW } from './statements';

/** The release workflow may sign, and is a hardened builder. */
export const trust: TrustPolicy = {
  signers: [
    {
      issuer: 'https://token.actions.githubusercontent.com',
      identity: WORKFLOW,
      components: null,
    },
  ],
  builders: [
    { id: WORKFLOW, signer: null, network: 'declared', identity: 'attested' },
  ],
};

/** What one requirement says of a release under that policy. */
export function requirementOf(
  id: string,
  change: Partial<ReleaseFacts>,
  builders = trust.builders,
) {
  const { controls } = assess(
    facts(change),
    environment(),
    policy({ trust: { ...trust, builders } }),
    '2027-01-01T00:00:00.000Z',
  );
  return controls
    .flatMap(({ cells }) => cells.flatMap(({ requirements }) => requirements))
    .find(entry => entry.id === id)!;
}
