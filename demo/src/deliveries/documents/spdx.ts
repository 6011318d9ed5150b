import { uuidOf } from '../ids';
import { after, stamp } from '../time';
import { Tool } from './document';
import { imagePurl, imageReference, Package } from './packages';

/** An SBOM as Syft writes it in the form of SPDX. */
export const spdx: Tool = ({ image, run, packages }) => {
  const at = after(run.startedAt, { minutes: 6, seconds: 40 });
  const root = `SPDXRef-DocumentRoot-Image-${image.name}`;
  const named = packages.map(each => ({ each, id: idOf(each) }));
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: imageReference(image),
    documentNamespace: `https://anchore.com/syft/image/${image.name}-${uuidOf(
      `sbom of ${image.digest}`,
    )}`,
    creationInfo: {
      licenseListVersion: '3.27',
      creators: ['Organization: Anchore, Inc', 'Tool: syft-1.32.0'],
      created: stamp(at),
    },
    packages: [
      ...named.map(({ each, id }) => packageOf(each, id)),
      {
        ...common({ name: imageReference(image), id: root }),
        versionInfo: image.digest,
        licenseDeclared: 'NOASSERTION',
        checksums: [
          {
            algorithm: 'SHA256',
            checksumValue: image.digest.slice('sha256:'.length),
          },
        ],
        externalRefs: [purlReference(imagePurl(image))],
        primaryPackagePurpose: 'CONTAINER',
      },
    ],
    relationships: [
      ...named.map(({ id }) => ({
        spdxElementId: root,
        relatedSpdxElement: id,
        relationshipType: 'CONTAINS',
      })),
      {
        spdxElementId: 'SPDXRef-DOCUMENT',
        relatedSpdxElement: root,
        relationshipType: 'DESCRIBES',
      },
    ],
  };
  return {
    mediaType: 'application/spdx+json',
    body: JSON.stringify(document),
    at,
    about: 'image',
  };
};

function idOf({ purl }: Package): string {
  return `SPDXRef-Package-${purl
    .replace(/^pkg:|\?.*$/g, '')
    .replace(/[^A-Za-z0-9.]+/g, '-')}`;
}

function packageOf({ purl, name, version, license }: Package, id: string) {
  return {
    ...common({ name, id }),
    versionInfo: version,
    licenseDeclared: license,
    externalRefs: [purlReference(purl)],
  };
}

function common({ name, id }: { name: string; id: string }) {
  return {
    name,
    SPDXID: id,
    supplier: 'NOASSERTION',
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'NOASSERTION',
    copyrightText: 'NOASSERTION',
  };
}

function purlReference(purl: string) {
  return {
    referenceCategory: 'PACKAGE-MANAGER',
    referenceType: 'purl',
    referenceLocator: purl,
  };
}
