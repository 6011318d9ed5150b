import { InputError } from '@backstage/errors';
import {
  Commit,
  Digest,
  DOCUMENT_KINDS,
  DocumentKind,
  parseCommit,
  parseDigest,
  parseRepository,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { readPayload } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';

/** What a document is uploaded for. */
export interface UploadQuery {
  digest: Digest | null;
  repository: Repository | null;
  commit: Commit | null;
  /** An entity ref in lower case. */
  component: string | null;
  kind: DocumentKind | undefined;
}

const querySchema = z.strictObject({
  digest: z.string(),
  component: z
    .string()
    .regex(
      /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/,
      'no entity ref; write component:default/name',
    )
    .optional(),
  repository: z.string().optional(),
  kind: z.enum(DOCUMENT_KINDS).optional(),
});

/**
 * Reads the query of an upload.
 *
 * @throws InputError that names the parameter and the remedy.
 */
export function parseUploadQuery(query: unknown): UploadQuery {
  const reading = readPayload(querySchema, query);
  if ('reason' in reading) {
    throw new InputError(
      `The query is not valid: ${reading.reason}. Say what the document is about, as ?digest=sha256:<64 hex>.`,
    );
  }
  const { digest, component, kind } = reading.value;
  const repository = readRepository(reading.value.repository);
  const common = {
    repository,
    component: component?.toLocaleLowerCase('en-US') ?? null,
    kind,
  };
  return digest.startsWith('gitCommit:')
    ? { ...common, ...readCommit(digest, repository) }
    : { ...common, digest: readDigest(digest), commit: null };
}

function readRepository(value: string | undefined): Repository | null {
  if (value === undefined) {
    return null;
  }
  const repository = parseRepository(value);
  if (!repository) {
    throw new InputError(
      'repository: no source repository; write it as github.com/owner/name',
    );
  }
  return repository;
}

function readCommit(
  value: string,
  repository: Repository | null,
): Pick<UploadQuery, 'digest' | 'commit'> {
  const commit = parseCommit(value.slice('gitCommit:'.length));
  if (!commit) {
    throw new InputError(
      'digest: no full commit id; write gitCommit:<40 or 64 hex>',
    );
  }
  if (!repository) {
    throw new InputError(
      'repository: missing; a commit is known by its repository, as &repository=github.com/owner/name',
    );
  }
  return { digest: null, commit };
}

function readDigest(value: string): Digest {
  const digest = parseDigest(value);
  if (!digest) {
    throw new InputError(
      'digest: no digest, and a tag or version is none; write sha256:<64 hex>, or gitCommit:<hex> with &repository=',
    );
  }
  return digest;
}
