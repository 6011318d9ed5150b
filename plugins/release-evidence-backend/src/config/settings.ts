import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  contentHash,
  Environment,
  Policy,
} from 'backstage-plugin-release-evidence-common';
import type { z } from 'zod';
import { ReleaseEvidenceSettings, releaseEvidenceSchema } from './schema';

const ROOT = 'releaseEvidence';

/**
 * Reads and checks the plugin's configuration.
 *
 * @throws InputError that names the key and the remedy.
 */
export function readSettings(
  config: RootConfigService,
): ReleaseEvidenceSettings {
  const result = releaseEvidenceSchema.safeParse(
    config.getOptional(ROOT) ?? {},
  );
  if (!result.success) {
    throw configError(ROOT, result.error);
  }
  refuseDoubleNames(result.data.environments);
  return result.data;
}

function refuseDoubleNames(
  environments: ReleaseEvidenceSettings['environments'],
): void {
  const taken = new Map<string, number>();
  environments.forEach(({ name, aliases }, index) => {
    for (const alias of new Set([name.toLowerCase(), ...aliases])) {
      const other = taken.get(alias);
      if (other !== undefined) {
        throw new InputError(
          `${ROOT}.environments[${index}]: the name "${alias}" is already used by ${ROOT}.environments[${other}]`,
        );
      }
      taken.set(alias, index);
    }
  });
}

/** Every defect of a piece of configuration, each with its key. */
export function configError(root: string, error: z.ZodError): InputError {
  const lines = error.issues.flatMap(issue =>
    deepest(issue).map(
      ({ path, message }) =>
        `${[root, ...path.map(step)].join('')}: ${message}`,
    ),
  );
  return new InputError(`The configuration is not valid. ${lines.join('; ')}`);
}

function step(key: PropertyKey): string {
  return typeof key === 'number' ? `[${key}]` : `.${String(key)}`;
}

interface Issue {
  path: PropertyKey[];
  message: string;
}

/**
 * A union reports that nothing fitted; what helps is why the alternative of the
 * right shape did not.
 */
function deepest(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      path: [...issue.path, key],
      message: 'unknown key',
    }));
  }
  if (issue.code !== 'invalid_union') {
    return [issue];
  }
  const alternatives = issue.errors
    .map(errors => errors.flatMap(deepest))
    .sort((a, b) => depth(b) - depth(a));
  return (alternatives[0] ?? []).map(({ path, message }) => ({
    path: [...issue.path, ...path],
    message,
  }));
}

function depth(issues: Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

/** What releases are measured by, with the hash that names it. */
export function policyFrom(settings: ReleaseEvidenceSettings): Policy {
  const content = {
    environments: settings.environments.map(
      (entry): Environment => ({
        name: entry.name,
        aliases: entry.aliases,
        protected: entry.protected,
        requires: entry.requires,
        checks: {
          required: entry.checks.required,
          maxAgeMs: entry.checks.maxAge ?? null,
          blockingSeverity: entry.checks.blockingSeverity,
        },
        approvals: entry.approvals,
        approvalTtlMs: entry.approvalTtl ?? null,
        exceptions: entry.exceptions
          ? {
              grantedBy: entry.exceptions.grantedBy,
              maxAgeMs: entry.exceptions.maxAge ?? null,
            }
          : null,
        breakGlass: entry.breakGlass
          ? {
              from: entry.breakGlass.from,
              ttlMs: entry.breakGlass.ttl,
              reviewWithinMs: entry.breakGlass.reviewWithin,
              reviewers: entry.breakGlass.reviewers,
            }
          : null,
        onOutage: entry.onOutage,
      }),
    ),
    runnerGroups: settings.trust.runnerGroups,
    trust: {
      signers: settings.trust.signers.map(signer => ({
        ...signer,
        components: signer.components ?? null,
      })),
      builders: settings.trust.builders.map(({ id, signer, hardened }) => ({
        id,
        signer: signer ?? null,
        network: hardened?.network ?? null,
        identity: hardened?.identity ?? null,
      })),
    },
  };
  return { version: contentHash(content), ...content };
}
