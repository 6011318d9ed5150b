import { uuidOf } from '../ids';
import { blobsOf, Image } from '../image';
import { REGISTRY_HOST } from '../registry/envelope';
import { after, stamp } from '../time';
import { Tool } from './document';
import { imagePurl, imageReference, Package } from './packages';
import { TRIVY } from './trivy';

/**
 * An SBOM as Trivy writes it in the form of CycloneDX.
 *
 * @param of - the image it was given to look at, when not the one just built
 */
export function cycloneDx(of?: Image): Tool {
  return ({ image: built, run, packages }) => {
    const image = of ?? built;
    const at = after(run.startedAt, { minutes: 6, seconds: 45 });
    const root = imagePurl(image);
    const document = {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: `urn:uuid:${uuidOf(
        `sbom of ${image.digest} by run ${run.id}`,
      )}`,
      version: 1,
      metadata: {
        timestamp: stamp(at),
        tools: {
          components: [
            {
              type: 'application',
              manufacturer: { name: 'Aqua Security Software Ltd.' },
              group: 'aquasecurity',
              name: 'trivy',
              version: TRIVY,
            },
          ],
        },
        component: {
          'bom-ref': root,
          type: 'container',
          name: imageReference(image),
          purl: root,
          properties: propertiesOf(image),
        },
      },
      components: packages.map(componentOf),
      dependencies: [
        { ref: root, dependsOn: packages.map(({ purl }) => purl) },
        ...packages.map(({ purl }) => ({ ref: purl, dependsOn: [] })),
      ],
      vulnerabilities: [],
    };
    return {
      mediaType: 'application/vnd.cyclonedx+json; version=1.6',
      body: JSON.stringify(document),
      at,
      about: 'image',
    };
  };
}

function componentOf({ purl, name, version, license }: Package) {
  return {
    'bom-ref': purl,
    type: 'library',
    name,
    version,
    licenses: [{ license: { id: license } }],
    purl,
  };
}

/** An index has no configuration, by which Trivy would know an image. */
function propertiesOf(image: Image) {
  const { config, layers } = blobsOf(image);
  const said: [string, string][] = [
    ['RepoDigest', `${REGISTRY_HOST}/${image.name}@${image.digest}`],
    ['RepoTag', imageReference(image)],
    ['SchemaVersion', '2'],
    ...(image.platforms.length > 0
      ? []
      : ([
          ['ImageID', config.digest],
          ...layers.map(({ digest }) => ['DiffID', digest]),
        ] as [string, string][])),
  ];
  return said
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => ({ name: `aquasecurity:trivy:${name}`, value }));
}
