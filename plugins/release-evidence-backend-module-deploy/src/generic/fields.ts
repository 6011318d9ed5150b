import {
  normalizeArtifactName,
  parseCommit,
  parseDigest,
  parseInstant,
  parseRepository,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';

/** The fields of our own schema, each with the remedy for what is malformed. */

function parsed<T>(
  parse: (value: string) => T | undefined,
  message: string,
): z.ZodType<T> {
  return z.string().transform((value, context) => {
    const result = parse(value);
    if (result === undefined) {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    return result;
  });
}

const RFC3339 =
  /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

export const instant = parsed(
  value => (RFC3339.test(value) ? parseInstant(value) : undefined),
  'no time; write RFC 3339 with an offset: 2026-01-31T12:00:00Z',
);

export const digest = parsed(
  parseDigest,
  'no digest; write sha256: and 64 hex digits in lower case (sha384 and sha512 likewise)',
);

/** A port is no tag: only what follows the last slash may hold one. */
const TAGGED = /@sha\d+:|:[^/]*$/;

export const artifactName = parsed(
  value =>
    value.startsWith('pkg:') || !TAGGED.test(value)
      ? normalizeArtifactName(value)
      : undefined,
  'no artifact name; write it without tag and digest, as ghcr.io/acme/payments or pkg:npm/%40acme/payments',
);

export const commit = z.object({
  repository: parsed(
    parseRepository,
    'no repository; write it with its host, as github.com/acme/payments',
  ),
  sha: parsed(
    parseCommit,
    'no full commit id; write all of its 40 or 64 hex digits',
  ),
});

const words = (max: number) =>
  z.string().regex(new RegExp(`^\\S.{0,${max - 1}}$`), {
    error: `write 1 to ${max} characters on one line`,
  });

export const id = words(200);
export const name = words(300);

export const tag = z.string().regex(/^\S{1,200}$/, {
  error: 'no tag; write 1 to 200 characters without spaces',
});

export const text = z.string().max(10_000, {
  error: 'write at most 10000 characters',
});

export const webAddress = z.string().regex(/^https?:\/\/\S+$/, {
  error: 'no address; write https://…',
});

/** A value must never come along, and a name does not look like one. */
export const variableName = z.string().regex(/^[\w.()-]{1,200}$/, {
  error: 'no name of a variable; write the name alone, never the value',
});
