import {
  CompoundEntityRef,
  KubernetesValidatorFunctions,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { durationToMilliseconds } from '@backstage/types';
import {
  CONTROLS,
  Control,
  Level,
  LEVELS,
} from 'backstage-plugin-release-evidence-common';
import { Duration } from 'luxon';
import { z } from 'zod';
import { registries } from './registries';

const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

const level = z.enum(LEVELS, {
  error: issue =>
    `${JSON.stringify(issue.input)} is no level; use ${LEVELS.join(', ')}`,
});

/** A length of time as the portal writes it: `{ days: 7 }`, `P7D` or `7d`. */
const duration = z
  .union([z.record(z.string(), z.number()), z.string()])
  .transform((value, context): number => {
    const milliseconds = toMilliseconds(value);
    if (!Number.isFinite(milliseconds) || milliseconds <= 0) {
      context.addIssue({
        code: 'custom',
        message: `${JSON.stringify(
          value,
        )} is no length of time; write { days: 7 }, P7D or 7d`,
      });
      return z.NEVER;
    }
    return milliseconds;
  });

const UNITS: Record<string, string> = {
  s: 'seconds',
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
};

function toMilliseconds(value: string | Record<string, number>): number {
  if (typeof value === 'string') {
    const short = /^(\d+)\s*([smhdw])$/.exec(value);
    return short
      ? durationToMilliseconds({ [UNITS[short[2]]]: Number(short[1]) })
      : Duration.fromISO(value).toMillis();
  }
  const unknownUnit = Object.keys(value).find(
    unit => !Duration.isDuration(safeDuration({ [unit]: 1 })),
  );
  return unknownUnit ? NaN : durationToMilliseconds(value);
}

function safeDuration(value: Record<string, number>): Duration | undefined {
  try {
    return Duration.fromObject(value);
  } catch {
    return undefined;
  }
}

/** Somebody who may act: a group, or a user. `sre` means `group:default/sre`. */
const entityRef = z.string().transform((value, context): string => {
  const ref = tryParse(value);
  if (!ref) {
    context.addIssue({
      code: 'custom',
      message: `"${value}" is no entity ref of a group or user; write group:default/name`,
    });
    return z.NEVER;
  }
  return stringifyEntityRef(ref);
});

function tryParse(value: string): CompoundEntityRef | undefined {
  try {
    const ref = parseEntityRef(value, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    return ['group', 'user'].includes(ref.kind.toLowerCase()) &&
      KubernetesValidatorFunctions.isValidNamespace(ref.namespace) &&
      KubernetesValidatorFunctions.isValidObjectName(ref.name)
      ? ref
      : undefined;
  } catch {
    return undefined;
  }
}

const entityRefs = z.array(entityRef).min(1);

const BYTES: Record<string, number> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

/** A size as the SI and IEC write it: `25mb` is 25,000,000 bytes. */
const byteSize = z
  .union([z.string(), z.number()])
  .transform((value, context) => {
    const parts = /^(\d+(?:\.\d+)?)\s*([kmg]i?b|b)?$/i.exec(String(value));
    const size = parts
      ? Math.floor(Number(parts[1]) * BYTES[(parts[2] ?? 'b').toLowerCase()])
      : 0;
    if (size <= 0) {
      context.addIssue({
        code: 'custom',
        message: `"${value}" is no size; write 25mb or 24mib`,
      });
      return z.NEVER;
    }
    return size;
  });

const ALL_NONE = Object.fromEntries(
  CONTROLS.map(control => [control, 'none']),
) as Record<Control, Level>;

/** One level for all controls, or one for each; a control not named asks for none. */
const requires = z
  .union([
    level,
    z.strictObject(
      Object.fromEntries(
        CONTROLS.map(control => [control, level.optional()]),
      ) as Record<Control, z.ZodOptional<typeof level>>,
    ),
  ])
  .optional()
  .transform((value): Record<Control, Level> => {
    if (typeof value === 'string') {
      return Object.fromEntries(
        CONTROLS.map(control => [control, value]),
      ) as Record<Control, Level>;
    }
    return { ...ALL_NONE, ...value };
  });

const environment = z.strictObject({
  name: z.string().min(1),
  aliases: z
    .array(z.string().min(1))
    .default([])
    .transform(names => names.map(name => name.toLowerCase())),
  protected: z.boolean().default(false),
  requires,
  checks: z
    .strictObject({
      required: z.array(z.string()).default([]),
      maxAge: duration.optional(),
      blockingSeverity: z.enum(SEVERITIES).default('high'),
    })
    .prefault({}),
  approvals: z
    .array(
      z.strictObject({
        kind: z.enum(['environment', 'security-signoff']),
        from: entityRefs,
        count: z.number().int().positive().default(1),
      }),
    )
    .default([]),
  approvalTtl: duration.optional(),
  exceptions: z
    .strictObject({ grantedBy: entityRefs, maxAge: duration.optional() })
    .optional(),
  breakGlass: z
    .strictObject({
      from: entityRefs,
      ttl: duration,
      reviewWithin: duration,
      reviewers: entityRefs,
    })
    .optional(),
  onOutage: z.enum(['closed', 'open']).default('closed'),
});

const trust = z
  .strictObject({
    roots: z
      .array(
        z.union([
          z.literal('public-good'),
          z.strictObject({
            file: z.string().min(1),
            name: z.string().min(1).optional(),
          }),
        ]),
      )
      .default([]),
    keys: z
      .array(
        z.strictObject({
          id: z.string().min(1),
          file: z.string().min(1),
          use: z.array(z.enum(['signature', 'attestation'])).min(1),
          hint: z.string().optional(),
          validFrom: z.iso.datetime({ offset: true }).optional(),
          validUntil: z.iso.datetime({ offset: true }).optional(),
        }),
      )
      .default([]),
    signers: z
      .array(
        z.strictObject({
          issuer: z.string().min(1),
          identity: z.string().min(1),
          components: z.array(z.string()).optional(),
        }),
      )
      .default([]),
    builders: z
      .array(
        z.strictObject({
          id: z.string().min(1),
          signer: z.string().optional(),
          hardened: z
            .strictObject({
              network: z.enum(['attested', 'declared']).optional(),
              identity: z.enum(['attested', 'declared']).optional(),
            })
            .optional(),
        }),
      )
      .default([]),
    runnerGroups: z
      .strictObject({ dedicated: z.array(z.string()).default([]) })
      .prefault({}),
  })
  .prefault({});

/** Under these names stand uploads, and what registries were asked for. */
const RESERVED_SOURCES = ['upload', 'registry-client'];

/**
 * The whole of `releaseEvidence` in the configuration. Strict at every depth: a
 * misspelt key that is silently ignored would be a control that is silently off.
 */
export const releaseEvidenceSchema = z.strictObject({
  sources: z
    .record(
      z
        .string()
        .regex(
          /^[a-z0-9][a-z0-9-]*$/,
          'use lower case letters, digits and dashes',
        )
        .refine(
          id => !RESERVED_SOURCES.includes(id),
          'this name is taken by what the plugin itself delivers; choose another',
        ),
      z.looseObject({ type: z.string() }),
    )
    .default({}),
  registries,
  bridge: z
    .array(
      z.strictObject({ topic: z.string().min(1), source: z.string().min(1) }),
    )
    .default([]),
  ingress: z.strictObject({ maxBody: byteSize.prefault('25mb') }).prefault({}),
  documents: z
    .strictObject({ maxSize: byteSize.prefault('100mb') })
    .prefault({}),
  environments: z.array(environment).default([]),
  trust,
  signing: z.strictObject({ keyFile: z.string().optional() }).prefault({}),
  policies: z.array(z.looseObject({})).default([]),
  retention: z
    .strictObject({
      deliveries: duration.optional(),
      documents: duration.optional(),
    })
    .prefault({}),
});

export type ReleaseEvidenceSettings = z.output<typeof releaseEvidenceSchema>;
