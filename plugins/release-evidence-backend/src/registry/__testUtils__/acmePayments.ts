import { RegistryContent, TestDescriptor, TYPES } from './registryContent';

export const REVISION = '8f2d1c0b9a7e6f5d4c3b2a1908f7e6d5c4b3a291';

const LABELS = {
  'org.opencontainers.image.revision': REVISION,
  'org.opencontainers.image.source': 'https://github.com/acme/payments',
};

const statement = (what: string, about: TestDescriptor) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: what, digest: { sha256: about.digest.slice(7) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: { what },
});

/** An image of two platforms, with everything that may be attached to it. */
export interface AcmePayments {
  content: RegistryContent;
  index: TestDescriptor;
  amd64: TestDescriptor;
  arm64: TestDescriptor;
  /** BuildKit's, of amd64. */
  buildkit: TestDescriptor;
  /** Referrers of the index, of amd64, and of the SBOM itself. */
  sbom: TestDescriptor;
  bundle: TestDescriptor;
  signedSbom: TestDescriptor;
  /** What cosign's older form has. */
  sig: TestDescriptor;
  att: TestDescriptor;
  oldSbom: TestDescriptor;
}

export function acmePayments(tag = '1.4.2'): AcmePayments {
  const content = new RegistryContent();
  const amd64 = content.image({ architecture: 'amd64', labels: LABELS });
  const arm64 = content.image({ architecture: 'arm64', labels: LABELS });
  const buildkit = content.buildkitAttestation(
    amd64.digest,
    statement('buildkit', amd64),
  );
  const index = content.index([amd64, arm64, buildkit], tag);
  const sbom = content.referrer(index, TYPES.spdx, [
    { mediaType: TYPES.spdx, content: { spdxVersion: 'SPDX-2.3' } },
  ]);
  const bundle = content.referrer(amd64, TYPES.bundle, [
    { mediaType: TYPES.bundle, content: statement('bundle', amd64) },
  ]);
  const signedSbom = content.referrer(sbom, TYPES.bundle, [
    { mediaType: TYPES.bundle, content: statement('signed SBOM', sbom) },
  ]);
  return {
    content,
    index,
    amd64,
    arm64,
    buildkit,
    sbom,
    bundle,
    signedSbom,
    sig: content.cosign(index.digest, 'sig', [
      {
        mediaType: TYPES.simpleSigning,
        content: { critical: { type: 'cosign container image signature' } },
        annotations: { 'dev.cosignproject.cosign/signature': 'MEUC' },
      },
    ]),
    att: content.cosign(index.digest, 'att', [
      {
        mediaType: TYPES.dsse,
        content: { payloadType: TYPES.inToto, payload: '', signatures: [] },
        annotations: { predicateType: 'https://slsa.dev/provenance/v1' },
      },
    ]),
    oldSbom: content.cosign(index.digest, 'sbom', [
      { mediaType: TYPES.cyclonedx, content: { bomFormat: 'CycloneDX' } },
    ]),
  };
}
