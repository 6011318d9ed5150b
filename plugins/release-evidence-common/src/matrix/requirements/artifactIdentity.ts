import { bindsAtLeast } from '../../vocabulary/evidence';
import type { JudgedDocument } from '../trust';
import type { MatrixContext } from '../context';
import { met, notMet, Requirement, unknown } from '../requirement';
import {
  coversRelease,
  groundsOf,
  isAboutRelease,
  isProvenance,
  isSignature,
  isVerified,
  isWhollyTrue,
  whyNot,
} from '../trust/statements';

function recordings({ facts }: MatrixContext) {
  return facts.recorded
    .filter(({ binding }) => bindsAtLeast(binding, 'declared'))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

const digestRecorded: Requirement = {
  id: 'digest-recorded',
  control: 'artifact-identity',
  level: 'minimum',
  title: 'The digest was recorded',
  evaluate: context => {
    const [first] = recordings(context);
    return first
      ? met(`${first.name} reported the digest on ${first.at}.`, first.evidence)
      : unknown(
          'No registry or builder reported the digest.',
          'Send the registry’s push notifications.',
        );
  },
};

const recordedBeforeApproval: Requirement = {
  id: 'digest-recorded-before-approval',
  control: 'artifact-identity',
  level: 'minimum',
  title: 'The digest was recorded before the first approval',
  evaluate: context => {
    const [recorded] = recordings(context);
    if (!recorded) {
      return unknown(
        'When the digest was recorded is not known.',
        'Send the registry’s push notifications.',
      );
    }
    const [approval] = context.facts.approvals
      .filter(({ decision }) => decision === 'approved')
      .sort((a, b) => (a.at < b.at ? -1 : 1));
    if (!approval) {
      return met('There is no approval yet.', recorded.evidence);
    }
    const evidence = [...recorded.evidence, ...approval.evidence];
    return recorded.at <= approval.at
      ? met(
          `Recorded on ${recorded.at}, first approved on ${approval.at}.`,
          evidence,
        )
      : notMet(
          `First approved on ${approval.at}, but recorded only on ${recorded.at}.`,
          evidence,
          'Build and push first, then ask for approval of the digest.',
        );
  },
};

const UPLOAD_SBOM =
  'Upload an SPDX or CycloneDX document for the digest, or attest it.';

const sbomForDigest: Requirement = {
  id: 'sbom-for-digest',
  control: 'artifact-identity',
  level: 'better',
  title: 'An SBOM names this digest as its subject',
  evaluate: ({ facts, documents }) => {
    const sboms = documents.filter(isSbom);
    const bound = sboms.filter(
      ({ binding, verification }) =>
        bindsAtLeast(binding, 'authenticated') &&
        verification.status !== 'invalid',
    );
    if (bound.length > 0 && coversRelease(bound, facts)) {
      const whole = bound.find(isAboutRelease);
      return met(
        whole
          ? `${describeSbom(whole)} names this digest.`
          : 'Every platform of this index has an SBOM of its own.',
        groundsOf(bound),
      );
    }
    return sboms.length > 0
      ? unknown(whySbomsDoNotCount(sboms), UPLOAD_SBOM, groundsOf(sboms))
      : unknown('No SBOM for this digest was received.', UPLOAD_SBOM);
  },
};

function isSbom({ document: { content } }: JudgedDocument): boolean {
  return (
    content.kind === 'sbom' ||
    (content.kind === 'statement' && content.predicate?.kind === 'sbom')
  );
}

function describeSbom({ document: { content } }: JudgedDocument): string {
  const sbom = content.kind === 'statement' ? content.predicate : content;
  return sbom?.kind === 'sbom' && sbom.format === 'cyclonedx'
    ? 'A CycloneDX document'
    : 'An SPDX document';
}

function whySbomsDoNotCount(sboms: JudgedDocument[]): string {
  const proofs = new Set(sboms.map(({ document: { proof } }) => proof));
  const broken = sboms.find(
    ({ verification }) => verification.checks.signature.result === 'failed',
  );
  if (broken) {
    return `The signature over the SBOM does not hold: ${broken.verification.reason}`;
  }
  if (proofs.has('part-of-index')) {
    return 'Not every platform of this index has an SBOM.';
  }
  if (proofs.has('same-digest')) {
    return 'The SBOM lies beside the artifact in the registry, where everybody who may push can put one.';
  }
  return 'The SBOM that was received names another digest, or none.';
}

const PUBLISH_PROVENANCE = 'Publish signed build provenance for the digest.';

const provenanceVerified: Requirement = {
  id: 'provenance-verified',
  control: 'artifact-identity',
  level: 'strong',
  title:
    'Provenance is verified, by the expected signer and builder, from the component’s own source',
  evaluate: ({ facts, documents }) => {
    const provenance = documents.filter(isProvenance);
    const good = provenance.filter(isWhollyTrue);
    if (good.length > 0 && coversRelease(good, facts)) {
      return met(
        `Provenance signed by ${good[0].verification.signer} is verified.`,
        groundsOf(good),
      );
    }
    return provenance.length > 0
      ? whyNot(provenance, PUBLISH_PROVENANCE)
      : unknown(
          'No provenance for this digest was received.',
          PUBLISH_PROVENANCE,
        );
  },
};

const SIGN_DIGEST =
  'Sign the digest, keyless or with a key that the trust policy lists.';

const signatureVerified: Requirement = {
  id: 'signature-verified',
  control: 'artifact-identity',
  level: 'strong',
  title: 'A verified signature covers this digest',
  evaluate: ({ facts, documents }) => {
    const signatures = documents.filter(isSignature);
    const good = signatures.filter(isVerified);
    if (good.length > 0 && coversRelease(good, facts)) {
      return met(
        `${good[0].verification.signer} signed this digest.`,
        groundsOf(good),
      );
    }
    return signatures.length > 0
      ? whyNot(signatures, SIGN_DIGEST)
      : unknown('No signature over this digest was received.', SIGN_DIGEST);
  },
};

/** The requirements of artifact identity, all three levels. @public */
export const artifactIdentity: Requirement[] = [
  digestRecorded,
  recordedBeforeApproval,
  sbomForDigest,
  provenanceVerified,
  signatureVerified,
];
