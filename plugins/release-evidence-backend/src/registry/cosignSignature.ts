import type { FoundDocument } from './documentCollector';

const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json';

const SIGNATURE = 'dev.cosignproject.cosign/signature';

/**
 * A signature that cosign keeps as a layer with annotations, in the form in
 * which `cosign download signature` prints it: the layer alone has no signature,
 * and with its annotations beside it could not be checked by anybody else.
 * Undefined for other documents.
 *
 * It follows cosign's specification of signatures (specs/SIGNATURE_SPEC.md).
 */
export function cosignSignature({
  bytes,
  mediaType,
  annotations,
}: FoundDocument): Buffer | undefined {
  const signature = annotations[SIGNATURE];
  if (mediaType !== SIMPLE_SIGNING || signature === undefined) {
    return undefined;
  }
  const said = {
    Base64Signature: signature,
    Payload: bytes.toString('base64'),
    Cert: annotations['dev.sigstore.cosign/certificate'] ?? null,
    Chain: annotations['dev.sigstore.cosign/chain'] ?? null,
    Bundle: parsed(annotations['dev.sigstore.cosign/bundle']),
    RFC3161Timestamp: parsed(
      annotations['dev.sigstore.cosign/rfc3161timestamp'],
    ),
  };
  return Buffer.from(JSON.stringify(said));
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
