import { carriesStatements } from './statementCarrier';

describe('carriesStatements', () => {
  it.each([
    'application/vnd.in-toto+json',
    'application/vnd.in-toto.provenance+dsse',
    'application/vnd.dsse.envelope.v1+json',
    'application/vnd.docker.attestation.manifest.v1+json',
    'application/vnd.dev.cosign.simplesigning.v1+json',
    'application/vnd.dev.sigstore.bundle.v0.3+json',
    'application/vnd.cncf.notary.signature',
    'application/spdx+json',
    'text/spdx',
    'application/vnd.cyclonedx+json',
    'application/sarif+json',
  ])('knows %s', type => {
    expect(carriesStatements(['application/vnd.oci.empty.v1+json', type])).toBe(
      true,
    );
  });

  it.each([
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.oci.image.layer.v1.tar+gzip',
    'application/vnd.docker.image.rootfs.diff.tar.gzip',
    'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
    'application/vnd.in-totoxyz',
    'application/spdxography',
    null,
    undefined,
  ])('lets %p be', type => {
    expect(carriesStatements([type])).toBe(false);
  });

  it('finds nothing where there is nothing', () => {
    expect(carriesStatements([])).toBe(false);
  });
});
