import {
  Commit,
  Digest,
  DocumentSubject,
  parseArtifactPurl,
  parseCommit,
  parseDigest,
} from 'backstage-plugin-release-evidence-common';
import { textOf } from './values';

/** What a document says about one of its subjects. */
export interface Subject {
  name?: unknown;
  purl?: unknown;
  digests?: (Digest | undefined)[];
  commit?: Commit;
}

/**
 * A subject in our words. A package URL or reference that holds a digest adds
 * it; undefined when nothing identifies the subject.
 */
export function subjectFrom(said: Subject): DocumentSubject | undefined {
  const name = textOf(said.name);
  const purl = textOf(said.purl);
  const reference = purl ? parseArtifactPurl(purl) : undefined;
  const digests = new Set<Digest>();
  for (const digest of [
    ...(said.digests ?? []),
    reference?.digest,
    digestOfReference(name),
  ]) {
    if (digest) {
      digests.add(digest);
    }
  }
  const subject = {
    name,
    digests: [...digests],
    commit: said.commit ?? null,
    purl: reference ? purl : null,
  };
  return name || subject.purl || subject.commit || digests.size > 0
    ? subject
    : undefined;
}

/** Subjects that identify something, each of them once. */
export function subjectsFrom(
  all: (DocumentSubject | undefined)[],
): DocumentSubject[] {
  const distinct = new Map<string, DocumentSubject>();
  for (const subject of all) {
    if (subject) {
      distinct.set(JSON.stringify(subject), subject);
    }
  }
  return [...distinct.values()];
}

/** The digest in `name@sha256:…`, by whichever name. */
export function digestOfReference(reference: unknown): Digest | undefined {
  const text = textOf(reference) ?? '';
  return parseDigest(text.slice(text.lastIndexOf('@') + 1));
}

/** `SHA256`, `SHA-256`, `sha256`, `SHA2_256` and their digits. */
export function digestOf(algorithm: unknown, hex: unknown): Digest | undefined {
  if (typeof algorithm !== 'string' || typeof hex !== 'string') {
    return undefined;
  }
  const size = /^sha[-_]?(?:2[-_])?(256|384|512)$/i.exec(algorithm)?.[1];
  return size ? parseDigest(`sha${size}:${hex.toLowerCase()}`) : undefined;
}

/**
 * The commit that a set of digests names: in-toto's `gitCommit`, or `sha1`,
 * which statements of before 2023 use for commits. Beside a stronger digest a
 * `sha1` is that of a file.
 */
export function commitOf(digests: { [name: string]: unknown }): Commit | null {
  const strong = Object.keys(digests).some(name =>
    /^sha(256|384|512)$/i.test(name),
  );
  return (
    parseCommit(digests.gitCommit) ??
    (strong ? undefined : parseCommit(digests.sha1)) ??
    null
  );
}
