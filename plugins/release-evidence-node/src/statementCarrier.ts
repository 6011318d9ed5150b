/*
 * What lies in a registry without being an artifact
 *
 * Signatures, attestations and SBOMs are pushed to the repository of the image
 * that they speak of, as manifests of their own, and registries announce them
 * like any image. Those kept under a tag made of the image's digest are known by
 * it (isReferrerTag). Others have no tag: BuildKit puts its attestations into
 * the image index, and referrers are found by digest. Nothing but the media
 * types of their content tells them from an image.
 */
const STATEMENT_TYPES = [
  /^application\/vnd\.in-toto[.+]/,
  /^application\/vnd\.dsse\.envelope/,
  /^application\/vnd\.docker\.attestation/,
  /^application\/vnd\.dev\.(cosign|sigstore)\./,
  /^application\/vnd\.cncf\.notary\./,
  /^(application\/(vnd\.)?|text\/)(spdx|cyclonedx|syft|sarif|openvex)([.+]|$)/,
];

/**
 * Whether a manifest holds statements about another artifact, judged by the
 * media types that it names (its own artifact type, its config, its layers).
 *
 * @public
 */
export function carriesStatements(
  mediaTypes: readonly (string | null | undefined)[],
): boolean {
  return mediaTypes.some(type =>
    STATEMENT_TYPES.some(pattern => pattern.test(type ?? '')),
  );
}
