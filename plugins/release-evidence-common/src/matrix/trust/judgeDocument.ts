import type {
  Binding,
  CheckResult,
  Verification,
  VerificationStatus,
} from '../../vocabulary/evidence';
import type { Policy } from '../../vocabulary/policy';
import type { DocumentFact, ReleaseFacts } from '../../vocabulary/release';
import type { SignatureFact } from '../../vocabulary/signature';
import { checkBuilder } from './builderCheck';
import { failed, notChecked, OK } from './checks';
import { checkSigner } from './signerCheck';
import { checkSource } from './sourceCheck';
import { checkSubject } from './subjectCheck';

/** A document, and what it is worth for a release. @public */
export interface JudgedDocument {
  document: DocumentFact;
  verification: Verification;
  /** `attested` once it is verified, else as its sender bound it. */
  binding: Binding;
}

/** What the checks of one statement look at. */
export type ReleaseView = Pick<ReleaseFacts, 'component' | 'source'>;

/**
 * Asks the five questions of a document: is its signature valid, is its subject
 * this release, was its signer expected, does the builder match, is the source
 * the component's own. Each has its own answer; a document is `verified` when
 * the first three hold, and the requirements ask for the others by themselves.
 *
 * @public
 */
export function judgeDocument(
  document: DocumentFact,
  release: ReleaseView,
  policy: Pick<Policy, 'trust'>,
): JudgedDocument {
  const { signature } = document;
  const valid = signature?.status === 'valid' ? signature : null;
  const unknownSigner = notChecked('Nobody is known to have signed it.');
  const checks: Verification['checks'] = {
    signature: checkSignature(document),
    subject: checkSubject(document, release),
    signer: valid
      ? checkSigner(valid.signer, release.component, policy.trust)
      : unknownSigner,
    builder: valid
      ? checkBuilder(document, valid.signer, release.component, policy.trust)
      : unknownSigner,
    source: valid
      ? checkSource(document, valid.signer, release.component)
      : unknownSigner,
  };
  const status = statusOf(document, checks);
  return {
    document,
    verification: {
      status,
      signer: signerName(signature),
      reason: reasonOf(status, checks),
      checks,
    },
    binding: status === 'verified' ? 'attested' : document.binding,
  };
}

function checkSignature({ content, signature }: DocumentFact): CheckResult {
  if (content.kind !== 'statement' || content.envelope === 'none') {
    return notChecked('Nobody signed it.');
  }
  if (!signature) {
    return notChecked('It waits to be verified.');
  }
  switch (signature.status) {
    case 'valid':
      return OK;
    case 'invalid':
      return failed(signature.reason);
    default:
      return notChecked(signature.reason);
  }
}

function statusOf(
  { content, signature }: DocumentFact,
  checks: Verification['checks'],
): VerificationStatus {
  if (content.kind !== 'statement' || content.envelope === 'none') {
    return 'unsigned';
  }
  if (signature?.status !== 'valid') {
    return signature?.status ?? 'unverifiable';
  }
  if (checks.subject.result !== 'ok') {
    return 'invalid';
  }
  return checks.signer.result === 'ok' ? 'verified' : 'untrusted';
}

function reasonOf(
  status: VerificationStatus,
  { signature, subject, signer, builder, source }: Verification['checks'],
): string | null {
  const asked =
    status === 'unverifiable' || status === 'unsigned'
      ? [signature]
      : [signature, subject, signer, builder, source].filter(
          ({ result }) => result === 'failed',
        );
  return asked[0]?.reason ?? null;
}

function signerName(signature: SignatureFact | null): string | null {
  if (signature?.status !== 'valid') {
    return null;
  }
  const { signer } = signature;
  return signer.kind === 'key' ? `key ${signer.id}` : signer.identity;
}
