import { blobsOf } from '../image';
import { webUrl } from '../github/repository';
import { REGISTRY_HOST } from '../registry/envelope';
import { after, stamp } from '../time';
import { Build, Tool } from './document';
import { DEBIAN, imageReference, Vulnerability } from './packages';

export const TRIVY = '0.66.0';

const TARGETS: Record<string, { Target: string; Type: string }> = {
  Java: { Target: 'Java', Type: 'jar' },
  Kotlin: { Target: 'Java', Type: 'jar' },
  TypeScript: { Target: 'Node.js', Type: 'node-pkg' },
  Go: { Target: 'usr/local/bin/server', Type: 'gobinary' },
};

/**
 * The scan of an image for known vulnerabilities, in Trivy's own form. Of an
 * index it looks at the first platform, and still tells the digest of the index.
 */
export const trivy: Tool = build => {
  const { facts, image, run, vulnerabilities } = build;
  const at = after(run.startedAt, { minutes: 7 });
  const reference = imageReference(image);
  const report = {
    SchemaVersion: 2,
    CreatedAt: stamp(at),
    ArtifactName: reference,
    ArtifactType: 'container_image',
    Metadata: {
      OS: { Family: 'debian', Name: DEBIAN },
      ImageID: blobsOf(image.platforms[0] ?? image).config.digest,
      RepoTags: [reference],
      RepoDigests: [`${REGISTRY_HOST}/${image.name}@${image.digest}`],
      ImageConfig: imageConfig(build),
    },
    Results: [
      {
        Target: `${reference} (debian ${DEBIAN})`,
        Class: 'os-pkgs',
        Type: 'debian',
      },
      {
        ...TARGETS[facts.language],
        Class: 'lang-pkgs',
        ...(vulnerabilities.length > 0
          ? { Vulnerabilities: vulnerabilities.map(v => finding(v, build)) }
          : {}),
      },
    ],
    Trivy: { Version: TRIVY },
  };
  return {
    mediaType: 'application/json',
    body: JSON.stringify(report, null, 2),
    at,
    about: 'image',
  };
};

function imageConfig({ facts, image, run, commit }: Build) {
  const label = (key: string) => `org.opencontainers.image.${key}`;
  return {
    architecture: 'amd64',
    created: stamp(after(run.startedAt, { minutes: 5 })),
    os: 'linux',
    rootfs: {
      type: 'layers',
      diff_ids: blobsOf(image.platforms[0] ?? image).layers.map(
        ({ digest }) => digest,
      ),
    },
    config: {
      Labels: {
        [label('revision')]: commit.sha,
        [label('source')]: webUrl(facts),
        [label('version')]: image.version,
      },
    },
  };
}

function finding(found: Vulnerability, { packages }: Build) {
  const { id, fixed, installed, severity, score, title } = found;
  const { purl } = packages.find(({ name }) => name === found.package)!;
  return {
    VulnerabilityID: id,
    PkgName: found.package,
    PkgIdentifier: { PURL: purl },
    InstalledVersion: installed,
    FixedVersion: fixed,
    Status: 'fixed',
    SeveritySource: 'ghsa',
    PrimaryURL: `https://avd.aquasec.com/nvd/${id.toLowerCase()}`,
    Title: title,
    Severity: severity,
    CVSS: { ghsa: { V3Score: score } },
  };
}
