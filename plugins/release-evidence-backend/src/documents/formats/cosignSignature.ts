import { refuse } from '../documentFault';
import { JsonDocument } from '../json/jsonDocument';
import { digestOfReference, subjectFrom, subjectsFrom } from '../subjects';
import { objectOf, wordOf } from '../values';
import type { FormatReading } from './format';

/**
 * Reads a signature as `cosign download signature` prints it: over a small
 * document that names an image's digest (simple signing).
 */
export function readCosignSignature(document: JsonDocument): FormatReading {
  const payload = wordOf(document.member('Payload'));
  const signed = JsonDocument.of(Buffer.from(payload, 'base64'));
  const { image, identity } = objectOf(signed.member('critical'));
  const digest = digestOfReference(objectOf(image)['docker-manifest-digest']);
  if (!digest) {
    throw refuse(
      '/Payload/critical/image/docker-manifest-digest',
      'is no digest',
      'Send what cosign download signature prints',
    );
  }
  const name = objectOf(identity)['docker-reference'];
  return {
    specVersion: null,
    contents: [
      {
        kind: 'statement',
        envelope: 'cosign',
        bundleVersion: null,
        predicateType: null,
        subjects: subjectsFrom([subjectFrom({ name, digests: [digest] })]),
        signatures: 1,
        predicate: null,
      },
    ],
    warnings: [],
  };
}
