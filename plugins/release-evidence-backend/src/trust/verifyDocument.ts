import {
  DocumentKind,
  SignatureFact,
} from 'backstage-plugin-release-evidence-common';
import type { TrustSet } from './trustSet';
import { verifyBundle } from './verifyBundle';
import { verifyCosignSignature } from './verifyCosignSignature';
import { verifyEnvelope } from './verifyEnvelope';
import { signedPartsOf } from '../documents';

const UNSIGNED: SignatureFact = {
  status: 'unsigned',
  reason: 'It is a bare statement, which nobody signed.',
  claimedSigner: null,
};

/**
 * Verifies everything that is signed in a document, in the order in which
 * `readDocument` gives its contents. Empty for a document that is no statement.
 * Whatever the bytes are, it does not throw.
 */
export function verifyDocument(
  bytes: Buffer,
  kind: DocumentKind,
  trust: TrustSet,
): SignatureFact[] {
  return signedPartsOf(bytes, kind).map(({ form, json }) => {
    switch (form) {
      case 'bundle':
        return verifyBundle(json, trust);
      case 'envelope':
        return verifyEnvelope(json, trust);
      case 'cosign-signature':
        return verifyCosignSignature(json, trust);
      default:
        return UNSIGNED;
    }
  });
}
