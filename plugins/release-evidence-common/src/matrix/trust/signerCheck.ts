import type { CheckResult } from '../../vocabulary/evidence';
import { matchesWhole } from '../../vocabulary/pattern';
import type { TrustPolicy } from '../../vocabulary/policy';
import type {
  ComponentFacts,
  ExpectedWorkflow,
} from '../../vocabulary/release';
import type { CertificateSigner, Signer } from '../../vocabulary/signature';
import { failed, OK } from './checks';

/**
 * Whether somebody may sign what is said of a component. A key is expected by
 * being listed. A certificate's identity must match an entry of `trust.signers`
 * whole, or, where none is configured at all, be the workflow that the
 * component's own annotation names.
 */
export function checkSigner(
  signer: Signer,
  component: ComponentFacts,
  { signers }: TrustPolicy,
): CheckResult {
  if (signer.kind === 'key') {
    return OK;
  }
  const expected = signers.filter(
    ({ components }) => !components || components.includes(component.ref),
  );
  const fits = expected.some(
    ({ issuer, identity }) =>
      issuer === signer.issuer && matchesWhole(identity, signer.identity),
  );
  if (
    fits ||
    (signers.length === 0 &&
      component.workflow &&
      isWorkflow(signer, component.workflow))
  ) {
    return OK;
  }
  const sameIdentity = expected.some(({ identity }) =>
    matchesWhole(identity, signer.identity),
  );
  return failed(
    sameIdentity
      ? `${signer.identity} was authenticated by ${
          signer.issuer ?? 'nobody'
        }, which is not the issuer that is expected for it.`
      : `${signer.identity} is not expected to sign for this component; list it under trust.signers if it may.`,
  );
}

const ISSUERS: Record<string, string> = {
  'github.com': 'https://token.actions.githubusercontent.com',
  'gitlab.com': 'https://gitlab.com',
};

function isWorkflow(signer: CertificateSigner, workflow: ExpectedWorkflow) {
  const [host] = workflow.repository.split('/');
  return (
    signer.issuer === ISSUERS[host] &&
    isExpectedWorkflow(signer.identity, workflow)
  );
}

/**
 * Whether an address such as `https://github.com/o/r/path@refs/heads/main` is
 * that of the expected workflow. GitLab puts two slashes before the path.
 */
export function isExpectedWorkflow(
  address: string,
  { repository, path, ref }: ExpectedWorkflow,
): boolean {
  return [`/${path}`, `//${path}`].some(rest => {
    const start = `https://${repository}${rest}@`.toLowerCase();
    return (
      address.slice(0, start.length).toLowerCase() === start &&
      matchesWhole(ref ?? '**', address.slice(start.length))
    );
  });
}
