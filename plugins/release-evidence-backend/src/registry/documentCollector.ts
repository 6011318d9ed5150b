import type {
  ArtifactName,
  Digest,
} from 'backstage-plugin-release-evidence-common';
import { carriesStatements } from 'backstage-plugin-release-evidence-node';
import { referenceInIndex, statementsInIndex } from './describeManifest';
import { Descriptor, ManifestContent, readManifest } from './manifestContent';
import type { Problems } from './problems';
import { Referrer, referrersOf } from './referrers';
import type { RegistryManifest } from './registryClient';
import { RegistryError } from './registryError';
import type { RepositoryReader } from './repositoryReader';

/*
 * Everything that is said about an artifact in its registry
 *
 * The artifact is one manifest, or an index and its platform manifests, and
 * statements hang on any of them: inside the index (BuildKit), as referrers, or
 * under cosign's tags. Referrers have referrers, as when an SBOM is signed.
 *
 * Which manifest a statement hangs on was written by whoever pushed it, and is
 * no proof of anything: only a signed statement's own subject is. So all that is
 * found is handed on as it is, with where it was found.
 */

/** A document that was found with an artifact, as its bytes are. */
export interface FoundDocument {
  bytes: Buffer;
  /** The type of the layer that holds it. */
  mediaType: string | null;
  /** The type of the manifest that holds the layer. */
  artifactType: string | null;
  /** The artifact's manifest: the index or a platform manifest. */
  subject: Digest;
  /** What it hangs on itself: the subject, or a referrer of the subject. */
  attachedTo: Digest;
  manifest: Digest;
  layer: Digest;
  /** Those of the manifest, and of the layer, which come first. */
  annotations: Record<string, string>;
  via: 'referrers-api' | 'fallback-tag' | 'cosign-tag' | 'index';
}

/** Where a manifest with documents was found. */
type Place = Pick<FoundDocument, 'subject' | 'attachedTo' | 'via'>;

/** Gathers the documents of an artifact, within the bounds of its reader. */
export class DocumentCollector {
  readonly documents: FoundDocument[] = [];
  private readonly seen = new Set<string>();
  private bytes = 0;

  constructor(
    private readonly reader: RepositoryReader,
    private readonly problems: Problems,
  ) {}

  async collect(
    digest: Digest,
    content: ManifestContent,
    platforms: Digest[],
  ): Promise<void> {
    const { bounds } = this.reader;
    for (const statement of statementsInIndex(content)) {
      await this.problems.attempt(() =>
        this.readStatementInIndex(digest, content, statement),
      );
    }
    if (platforms.length > bounds.platforms) {
      this.problems.note(
        `${digest}: only ${bounds.platforms} of ${platforms.length} platforms are looked at`,
      );
    }
    const subjects = [digest, ...platforms.slice(0, bounds.platforms)];
    for (const subject of new Set(subjects)) {
      await this.followReferrers(subject, subject, 1);
    }
  }

  private async readStatementInIndex(
    digest: Digest,
    index: ManifestContent,
    statement: Descriptor,
  ): Promise<void> {
    const subject = referenceInIndex(statement, index) ?? digest;
    const manifest = await this.reader.manifest(statement.digest);
    if (!manifest) {
      throw missing(this.reader.name, statement.digest);
    }
    const place: Place = { subject, attachedTo: subject, via: 'index' };
    await this.readDocuments(manifest, place);
  }

  private async followReferrers(
    subject: Digest,
    attachedTo: Digest,
    depth: number,
  ): Promise<void> {
    const { reader, problems } = this;
    for (const referrer of await referrersOf(reader, attachedTo, problems)) {
      const place: Place = { subject, attachedTo, via: referrer.via };
      const isNew = await problems.attempt(() =>
        this.readReferrer(referrer, place),
      );
      if (isNew && depth < reader.bounds.depth) {
        await this.followReferrers(subject, referrer.digest, depth + 1);
      }
      if (reader.isSpent) {
        return;
      }
    }
  }

  /** Answers whether the referrer was one, and not read before. */
  private async readReferrer(
    referrer: Referrer,
    place: Place,
  ): Promise<boolean> {
    if (this.seen.has(`${place.subject} ${referrer.digest}`)) {
      return false;
    }
    const manifest =
      referrer.manifest ?? (await this.reader.manifest(referrer.digest));
    if (!manifest) {
      throw missing(this.reader.name, referrer.digest);
    }
    const { subject } = readManifest(manifest);
    if (referrer.via !== 'cosign-tag' && subject !== place.attachedTo) {
      this.problems.note(
        `${referrer.digest} is listed as a referrer of ${place.attachedTo} and does not name it as its subject`,
      );
      return false;
    }
    await this.readDocuments(manifest, place);
    return true;
  }

  private async readDocuments(
    manifest: RegistryManifest,
    place: Place,
  ): Promise<void> {
    this.seen.add(`${place.subject} ${manifest.digest}`);
    const content = readManifest(manifest);
    content.faults.forEach(fault =>
      this.problems.note(`${manifest.digest}: ${fault}`),
    );
    if (content.isIndex) {
      this.problems.note(
        `${manifest.digest} refers to ${place.attachedTo} and is an index, which holds no documents itself`,
      );
    }
    for (const layer of content.layers.filter(isDocument(content, place))) {
      await this.problems.attempt(async () => {
        this.documents.push({
          bytes: await this.readLayer(layer),
          mediaType: layer.mediaType || null,
          artifactType: typeOf(content),
          ...place,
          manifest: manifest.digest,
          layer: layer.digest,
          annotations: { ...content.annotations, ...layer.annotations },
        });
      });
    }
  }

  private async readLayer(layer: Descriptor): Promise<Buffer> {
    const { documents, documentBytes, totalBytes } = this.reader.bounds;
    if (this.documents.length >= documents) {
      throw tooMuch(this.reader.name, `more than ${documents} documents`);
    }
    if (layer.size > documentBytes) {
      throw tooMuch(
        this.reader.name,
        `the document ${layer.digest} is of ${layer.size} bytes, and ${documentBytes} are read`,
      );
    }
    if (this.bytes + layer.size > totalBytes) {
      throw tooMuch(
        this.reader.name,
        `more than ${totalBytes} bytes of documents`,
      );
    }
    const bytes = await this.reader.blob(layer);
    this.bytes += bytes.length;
    return bytes;
  }
}

const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json';

/** Types that are not for statements alone, and yet hold documents. */
const DOCUMENT_TYPE = /^(text\/|.*[/+](json|jsonl|xml|jose|cose)$)/;

/** Anything may refer to an image: indexes of its layers, charts, signatures. */
function isDocument(content: ManifestContent, { via }: Place) {
  return ({ mediaType }: Descriptor): boolean =>
    mediaType !== EMPTY_TYPE &&
    (via === 'cosign-tag' ||
      carriesStatements([mediaType, typeOf(content)]) ||
      DOCUMENT_TYPE.test(mediaType.split(';')[0].trim().toLowerCase()));
}

/** The artifact type, for which the config's type stands in (image spec 1.1). */
function typeOf({ artifactType, config }: ManifestContent): string | null {
  return artifactType ?? config?.mediaType ?? null;
}

function missing(name: ArtifactName, digest: Digest): RegistryError {
  return new RegistryError(`${name}: there is no manifest ${digest}`);
}

function tooMuch(name: ArtifactName, what: string): RegistryError {
  return new RegistryError(`${name}: ${what}`, { lasting: true });
}
