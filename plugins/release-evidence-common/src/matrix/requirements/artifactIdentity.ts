import { bindsAtLeast } from '../../vocabulary/evidence';
import type { DocumentFact } from '../../vocabulary/release';
import type { MatrixContext } from '../context';
import { met, notMet, Requirement, unknown } from '../requirement';

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
  evaluate: ({ facts }) => {
    const sboms = facts.documents.filter(isSbom);
    const bound = sboms.filter(({ binding }) =>
      bindsAtLeast(binding, 'authenticated'),
    );
    const covered = new Set(bound.flatMap(({ subjects }) => subjects));
    const [whole] = bound.filter(({ proof }) => proof === 'same-digest');
    if (whole) {
      return met(
        `${describeSbom(whole)} names this digest.`,
        bound.flatMap(({ evidence }) => evidence),
      );
    }
    const [, ...platforms] = facts.digests;
    if (
      platforms.length > 0 &&
      platforms.every(digest => covered.has(digest))
    ) {
      return met(
        'Every platform of this index has an SBOM of its own.',
        bound.flatMap(({ evidence }) => evidence),
      );
    }
    return sboms.length > 0
      ? unknown(whySbomsDoNotCount(sboms), UPLOAD_SBOM, [
          ...new Set(sboms.flatMap(({ evidence }) => evidence)),
        ])
      : unknown('No SBOM for this digest was received.', UPLOAD_SBOM);
  },
};

function isSbom({ content }: DocumentFact): boolean {
  return (
    content.kind === 'sbom' ||
    (content.kind === 'statement' && content.predicate?.kind === 'sbom')
  );
}

function describeSbom({ content }: DocumentFact): string {
  const sbom = content.kind === 'statement' ? content.predicate : content;
  return sbom?.kind === 'sbom' && sbom.format === 'cyclonedx'
    ? 'A CycloneDX document'
    : 'An SPDX document';
}

function whySbomsDoNotCount(sboms: DocumentFact[]): string {
  const proofs = new Set(sboms.map(({ proof }) => proof));
  if (proofs.has('part-of-index')) {
    return 'Not every platform of this index has an SBOM.';
  }
  if (proofs.has('same-digest')) {
    return 'The SBOM lies beside the artifact in the registry, where everybody who may push can put one.';
  }
  return 'The SBOM that was received names another digest, or none.';
}

const provenanceVerified: Requirement = {
  id: 'provenance-verified',
  control: 'artifact-identity',
  level: 'strong',
  title:
    'Provenance is verified, by the expected signer and builder, from the component’s own source',
  evaluate: () =>
    unknown(
      'No provenance for this digest was received.',
      'Publish signed build provenance for the digest.',
    ),
};

const signatureVerified: Requirement = {
  id: 'signature-verified',
  control: 'artifact-identity',
  level: 'strong',
  title: 'A verified signature covers this digest',
  evaluate: () =>
    unknown(
      'No signature over this digest was received.',
      'Sign the digest, keyless or with a key that the trust policy lists.',
    ),
};

/** The requirements of artifact identity, all three levels. @public */
export const artifactIdentity: Requirement[] = [
  digestRecorded,
  recordedBeforeApproval,
  sbomForDigest,
  provenanceVerified,
  signatureVerified,
];
