import type { Digest } from '../../vocabulary/digest';
import type { StatementContent } from '../../vocabulary/document';
import type { DocumentFact } from '../../vocabulary/release';
import type { Signer } from '../../vocabulary/signature';

/*
 * How to check a signature without us
 *
 * cosign is what most people have. It is given the raw document, as it can be
 * downloaded here, and exactly the identity that was found: whoever runs the
 * command should see for himself whom he trusts.
 */

/** The root that cosign knows by itself. */
const PUBLIC_GOOD = 'public-good';

/** The command that verifies a document's signature; null when nobody signed. */
export function checkCommand({
  content,
  signature,
  subjects,
}: DocumentFact): string | null {
  if (content.kind !== 'statement' || signature?.status !== 'valid') {
    return null;
  }
  const { signer, signedDigest } = signature;
  const digest = signedDigest ?? subjects[0];
  if (content.envelope === 'cosign') {
    return words(
      'cosign',
      'verify',
      ...byWhom(signer),
      `IMAGE@${digest ?? ''}`,
    );
  }
  if (content.predicateType === null) {
    return words(
      'cosign verify-blob --bundle document.json',
      ...byWhom(signer),
      'ARTIFACT',
    );
  }
  return words(
    'cosign verify-blob-attestation',
    content.envelope === 'bundle'
      ? '--bundle document.json'
      : '--signature document.json',
    ...byWhom(signer),
    '--type',
    quoted(content.predicateType),
    ofWhat(content, digest),
  );
}

function ofWhat(
  { subjects }: StatementContent,
  digest: Digest | undefined,
): string {
  const own = subjects.flatMap(({ digests }) => digests);
  const named = own.find(entry => entry === digest) ?? own[0];
  if (named) {
    const [algorithm, hex] = named.split(':');
    return `--digest ${hex} --digestAlg ${algorithm}`;
  }
  const [commit] = subjects.flatMap(subject => subject.commit ?? []);
  return commit ? `--digest ${commit} --digestAlg gitCommit` : 'ARTIFACT';
}

function byWhom(signer: Signer): string[] {
  return signer.kind === 'key'
    ? [`--key ${quoted(`${signer.id}.pub`)}`]
    : [
        '--certificate-identity',
        quoted(signer.identity),
        '--certificate-oidc-issuer',
        quoted(signer.issuer ?? ''),
        ...(signer.root === PUBLIC_GOOD
          ? []
          : ['--trusted-root', quoted(`${signer.root}.json`)]),
      ];
}

/** For a POSIX shell: what stands in a certificate must not run anything. */
function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

function words(...parts: string[]): string {
  return parts.join(' ').replace(/[\r\n]+/g, ' ');
}
