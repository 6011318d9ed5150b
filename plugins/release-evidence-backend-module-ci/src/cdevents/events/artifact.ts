import {
  parseCommit,
  parseRepository,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { optionalText, person } from '../../fields';
import { readArtifactId } from '../subject';
import { CdEventReader, contentReader } from './reader';

const NO_NAME =
  'subject.id: no package URL of an artifact, as pkg:oci/payments@sha256%3A…';

const contentSchema = z.object({
  user: optionalText,
  change: z
    .object({ id: optionalText, source: optionalText })
    .nullish()
    .catch(null),
});

/** An artifact that came to be, or was touched by what has to know its digest. */
function stored(options: { tagMoves: boolean }): CdEventReader {
  return contentReader(contentSchema, (content, { id }, time) => {
    const named = readArtifactId(id);
    if (!named?.artifact) {
      return NO_NAME;
    }
    const { artifact: name, digest, tag } = named;
    const actor = person({ name: content.user });
    if (digest) {
      return [
        {
          kind: 'artifact-pushed',
          time,
          name,
          digest,
          tag: options.tagMoves ? tag : null,
          mediaType: null,
          platforms: [],
          revision: parseCommit(content.change?.id) ?? null,
          sourceRepository: parseRepository(content.change?.source) ?? null,
          actor,
        },
      ];
    }
    return tag && options.tagMoves
      ? [{ kind: 'artifact-announced', time, name, tag, actor }]
      : 'subject.id: the package URL names no digest';
  });
}

export const artifactStored = stored({ tagMoves: true });

/** A signature is made when the tag may long be elsewhere. */
export const artifactSigned = stored({ tagMoves: false });

export const artifactDeleted = contentReader(
  contentSchema,
  (_, { id }, time) => {
    const named = readArtifactId(id);
    if (!named?.artifact) {
      return NO_NAME;
    }
    const { artifact: name, digest, tag } = named;
    return digest || tag
      ? [
          {
            kind: 'artifact-deleted',
            time,
            name,
            digest,
            tag: digest ? null : tag,
          },
        ]
      : 'subject.id: a deletion that names neither a digest nor a tag';
  },
);
