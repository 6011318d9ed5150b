import { webLink } from 'backstage-plugin-release-evidence-node';
import {
  BranchRuleState,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { eventReader } from '../eventReader';
import { repositorySchema, senderHost } from '../githubPayload';
import {
  Ruleset,
  rulesetSchema,
  rulesetState,
  ruleSchema,
} from './rulesetState';
import { ruleChangeTime } from './ruleTime';

const schema = z.object({
  action: z.enum(['created', 'edited', 'deleted']),
  repository_ruleset: rulesetSchema,
  changes: z.unknown().optional(),
  repository: repositorySchema.nullish(),
  organization: z.object({ login: z.string().min(1) }).nullish(),
  sender: senderHost,
});

export const repositoryRuleset = eventReader(schema, (payload, timeOf) => {
  const { action, repository_ruleset: ruleset, repository } = payload;
  const foreign = whyNotBranches(payload);
  if (foreign) {
    return foreign;
  }
  const state = rulesetState(ruleset);
  const previous = {
    created: () => null,
    edited: () => stateBefore(ruleset, payload.changes),
    deleted: () => state,
  }[action];
  return [
    {
      kind: 'branch-rule',
      time: ruleChangeTime(action, ruleset, timeOf),
      link: webLink(ruleset._links?.html?.href),
      repository: repository?.name ?? null,
      organization: payload.organization
        ? `${payload.sender}/${payload.organization.login.toLowerCase()}`
        : null,
      repositories: repository ? null : repositoriesOf(ruleset),
      ruleId: `ruleset/${ruleset.id}`,
      ruleset: true,
      existsSince: parseInstant(ruleset.created_at) ?? null,
      before: previous(),
      after: action === 'deleted' ? null : state,
    },
  ];
});

function whyNotBranches({
  repository_ruleset: ruleset,
  repository,
  organization,
}: z.infer<typeof schema>): string | undefined {
  if (!['branch', 'push'].includes(ruleset.target ?? 'branch')) {
    return 'repository_ruleset.target: the ruleset is not for branches or pushes';
  }
  if (!repository && !organization) {
    return 'repository: missing, and no organization is named either';
  }
  return !repository && ruleset.source_type === 'Enterprise'
    ? 'repository_ruleset.source_type: which organizations a ruleset of an enterprise is for is not read'
    : undefined;
}

/** Null when repositories are chosen by id or property: no name tells which. */
function repositoriesOf({
  conditions,
}: Ruleset): { includes: string[]; excludes: string[] } | null {
  const names = conditions?.repository_name;
  return names
    ? { includes: names.include ?? [], excludes: names.exclude ?? [] }
    : null;
}

/*
 * What a ruleset asked for before it was edited
 *
 * The event lists changes of the name, the enforcement, the conditions and the
 * rules. The first two and the rules that came or went can be undone. A rule
 * whose parameters changed, and a changed condition, tell their past in forms
 * that nobody documents. And bypass actors are never listed: an edit that lists
 * no change at all was about them. In these cases what held before stays
 * unknown, which counts for nobody.
 */
const WITH_PARAMETERS = new Set([
  'file_path_restriction',
  'pull_request',
  'required_status_checks',
]);

const changesSchema = z.strictObject({
  name: z.unknown().optional(),
  enforcement: z.object({ from: z.string() }).optional(),
  rules: z
    .strictObject({
      added: z.array(ruleSchema).default([]),
      deleted: z
        .array(
          ruleSchema.refine(
            ({ type, parameters }) => parameters || !WITH_PARAMETERS.has(type),
          ),
        )
        .default([]),
      updated: z.array(z.unknown()).max(0).optional(),
    })
    .optional(),
});

function stateBefore(
  ruleset: Ruleset,
  changes: unknown,
): BranchRuleState | null {
  const listed = changesSchema.safeParse(withoutEmpty(changes));
  if (!listed.success || Object.keys(listed.data).length === 0) {
    return null;
  }
  const { enforcement, rules } = listed.data;
  const added = new Set((rules?.added ?? []).map(({ type }) => type));
  return rulesetState({
    ...ruleset,
    enforcement: enforcement?.from ?? ruleset.enforcement,
    rules: [
      ...(ruleset.rules ?? []).filter(({ type }) => !added.has(type)),
      ...(rules?.deleted ?? []),
    ],
  });
}

const LISTED = new Set(['conditions', 'rules']);

/** What did not change may be listed all the same, with empty lists. */
function withoutEmpty(changes: unknown): unknown {
  return changes && typeof changes === 'object'
    ? Object.fromEntries(
        Object.entries(changes).filter(
          ([field, change]) => !(LISTED.has(field) && isEmpty(change)),
        ),
      )
    : changes;
}

function isEmpty(change: unknown): boolean {
  return (
    !change ||
    (typeof change === 'object' &&
      Object.values(change).every(
        list => Array.isArray(list) && list.length === 0,
      ))
  );
}
