import type { X509Certificate } from '@sigstore/core';
import { issuerName } from './certificate';
import type { TrustRoot } from './trustRoots';
import type { TrustSet } from './trustSet';
import { UnverifiableSignature } from './verdicts';

/** The root that a certificate leads to, and what it asks for. */
export interface LeadingRoot {
  name: string;
  asksForLog: boolean;
  asksForCertificateLog: boolean;
}

/**
 * Finds the root with the authority that a certificate names as its issuer. It
 * goes by the authority's key and not by its name, which anybody can take.
 *
 * @throws UnverifiableSignature - naming the key, when no root has it
 */
export function rootOf(
  certificate: X509Certificate,
  { roots }: TrustSet,
): LeadingRoot {
  const keyId = certificate.extAuthorityKeyID?.keyIdentifier;
  const root = roots.find(({ certificateAuthorities }) =>
    certificateAuthorities.some(({ certChain }) =>
      certChain.some(authority =>
        keyId && authority.extSubjectKeyID
          ? authority.extSubjectKeyID.keyIdentifier.equals(keyId)
          : authority.subject.equals(certificate.issuer),
      ),
    ),
  );
  if (!root) {
    throw new UnverifiableSignature(
      `No trust root lists the authority that issued the certificate: ${issuerName(
        certificate,
      )}${keyId ? `, key ${keyId.toString('hex')}` : ''}.`,
    );
  }
  return {
    name: root.name,
    asksForLog: lists(root, 'tlogs'),
    asksForCertificateLog: lists(root, 'ctlogs'),
  };
}

/** A log of which the entry was refused is asked for all the same. */
function lists(root: TrustRoot, list: 'tlogs' | 'ctlogs'): boolean {
  return (
    root[list].length > 0 ||
    root.refused.some(({ field }) => field.startsWith(`${list}[`))
  );
}
