import type { DocumentKept, Observation } from './observation';

/*
 * Predicate types carry their version in their URI, in several spellings. What
 * a page and a requirement need is the family.
 */
const FAMILIES: [RegExp, string][] = [
  [/^https:\/\/slsa\.dev\/provenance\//, 'slsa-provenance'],
  [/^https:\/\/slsa\.dev\/verification_summary\//, 'slsa-vsa'],
  [
    /^https:\/\/github\.com\/slsa-framework\/(slsa-)?source[\w-]*\/.*provenance/,
    'slsa-source-provenance',
  ],
  [/^https:\/\/(www\.)?spdx\.(dev|org)\//, 'spdx'],
  [/^https:\/\/cyclonedx\.org\/(schema|bom|specification)/, 'cyclonedx'],
  [/^(https:\/\/)?cosign\.sigstore\.dev\/attestation\/vuln/, 'cosign-vuln'],
  [/^https:\/\/in-toto\.io\/attestation\/vulns\//, 'vulns'],
  [/^https:\/\/in-toto\.io\/attestation\/test-result\//, 'test-result'],
  [/^https:\/\/in-toto\.io\/attestation\/release\//, 'release'],
  [/^https:\/\/in-toto\.io\/attestation\/scai\//, 'scai'],
  [/^https:\/\/openvex\.dev\/ns/, 'openvex'],
];

/**
 * The family of a predicate type (in-toto Attestation Framework), as
 * `slsa-provenance`; `statement` for one that this version does not know.
 *
 * @public
 */
export function predicateFamily(predicateType: string | null): string {
  return (
    FAMILIES.find(([pattern]) => pattern.test(predicateType ?? ''))?.[1] ??
    'statement'
  );
}

/** The name to show for a predicate type. @public */
export function predicateName(predicateType: string | null): string {
  const family = predicateFamily(predicateType);
  return family === 'statement' ? predicateType ?? 'no in-toto' : family;
}

/**
 * The word for what a record is: the observation's own kind, for a document its
 * format, and for a statement the family of its predicate.
 *
 * @public
 */
export function evidenceKindOf(observation: Observation): string {
  if (observation.kind !== 'document') {
    return observation.kind;
  }
  if (isCosignSignature(observation)) {
    return 'cosign-signature';
  }
  const { content, format } = observation;
  if (content.kind !== 'statement') {
    return format;
  }
  return content.predicateType === null && content.signatures > 0
    ? 'signature'
    : predicateFamily(content.predicateType);
}

/**
 * Whether a document is what cosign signed before it knew bundles: the payload,
 * whose signature stands in the annotations (cosign signature specification).
 *
 * @public
 */
export function isCosignSignature({ mediaType }: DocumentKept): boolean {
  return /^application\/vnd\.dev\.cosign\.simplesigning\./.test(
    mediaType ?? '',
  );
}
