import type { Digest } from 'backstage-plugin-release-evidence-common';
import type { FoundDocument } from '../documentCollector';
import type { Inspection } from '../inspectArtifact';
import { AcmePayments, REVISION } from './acmePayments';
import { TYPES } from './registryContent';

/** Where a document hangs, with names instead of digests. */
export function placed(payments: AcmePayments, found: FoundDocument) {
  const { content: _, ...named } = payments;
  const nameOf = (digest: Digest) =>
    Object.entries(named).find(([, entry]) => entry.digest === digest)?.[0];
  return [
    nameOf(found.manifest),
    found.via,
    nameOf(found.subject),
    nameOf(found.attachedTo),
  ].join(' ');
}

/** What every registry holds about the payments image, by its own means. */
export function expectPayments(
  payments: AcmePayments,
  inspection: Inspection,
  via: 'referrers-api' | 'fallback-tag',
) {
  expect(inspection.problems).toEqual([]);
  expect(inspection.complete).toBe(true);
  expect(inspection.manifest).toEqual({
    mediaType: TYPES.index,
    platforms: [payments.amd64.digest, payments.arm64.digest],
    revision: REVISION,
    sourceRepository: 'github.com/acme/payments',
    holdsStatements: false,
    subject: null,
  });
  expect(
    inspection.documents.map(found => placed(payments, found)).sort(),
  ).toEqual([
    'att cosign-tag index index',
    'buildkit index amd64 amd64',
    `bundle ${via} amd64 amd64`,
    'oldSbom cosign-tag index index',
    `sbom ${via} index index`,
    'sig cosign-tag index index',
    `signedSbom ${via} index sbom`,
  ]);
  for (const { bytes, layer } of inspection.documents) {
    expect(bytes).toEqual(payments.content.blobs.get(layer));
  }
}
