import type { DocumentKind } from 'backstage-plugin-release-evidence-common';
import type { JsonDocument } from './json/jsonDocument';
import { objectOf, wordOf } from './values';

type Sign = (document: JsonDocument) => boolean;

const has =
  (...names: string[]): Sign =>
  document =>
    names.every(name => document.has(name));

const text =
  (name: string, pattern: RegExp): Sign =>
  document => {
    const value = document.member(name);
    return typeof value === 'string' && pattern.test(value);
  };

const any =
  (...signs: Sign[]): Sign =>
  document =>
    signs.some(sign => sign(document));

const all =
  (...signs: Sign[]): Sign =>
  document =>
    signs.every(sign => sign(document));

/** What each kind has at its top, and no other kind does; the first that fits. */
const SIGNS: [DocumentKind, Sign][] = [
  [
    'sigstore-bundle',
    any(
      text('mediaType', /^application\/vnd\.dev\.sigstore\.bundle[+.]/),
      text('media_type', /^application\/vnd\.dev\.sigstore\.bundle[+.]/),
      has('verificationMaterial'),
      has('verification_material'),
      has('attestation_bundles'),
      all(has('attestations'), isListOfBundles),
    ),
  ],
  ['cosign-signature', has('Base64Signature', 'Payload')],
  ['dsse', has('payload', 'payloadType', 'signatures')],
  [
    'in-toto',
    any(
      text('_type', /^https:\/\/in-toto\.io\/Statement\//),
      has('predicateType', 'subject'),
    ),
  ],
  ['cyclonedx', any(has('bomFormat'), text('$schema', /cyclonedx\.org\//))],
  ['spdx', any(has('spdxVersion'), isContext(/^https?:\/\/spdx\.org\/rdf\//))],
  ['openvex', isContext(/^https:\/\/openvex\.dev\/ns/)],
  ['csaf-vex', hasCsafVersion],
  ['sarif', all(has('runs'), any(has('version'), has('$schema')))],
  [
    'trivy',
    all(has('SchemaVersion'), any(has('ArtifactName'), has('Results'))),
  ],
  ['grype', all(has('matches'), any(has('descriptor'), has('source')))],
  ['oci-index', has('schemaVersion', 'manifests')],
  [
    'oci-manifest',
    all(
      has('schemaVersion'),
      any(has('config'), has('layers'), has('fsLayers'), has('blobs')),
    ),
  ],
  ['oci-manifest', text('mediaType', /vnd\.oci\.artifact\.manifest\.v1/)],
];

/** The kind that a JSON document is, by what it says of itself. */
export function kindOfJson(document: JsonDocument): DocumentKind | undefined {
  return SIGNS.find(([, sign]) => sign(document))?.[0];
}

function isContext(pattern: RegExp): Sign {
  return document => {
    const context = document.member('@context');
    return [context].flat().some(value => pattern.test(wordOf(value)));
  };
}

function hasCsafVersion(document: JsonDocument): boolean {
  return objectOf(document.member('document')).csaf_version !== undefined;
}

function isListOfBundles(document: JsonDocument): boolean {
  const [first] = document.objects('attestations', 1000);
  return first?.has('bundle') ?? false;
}
