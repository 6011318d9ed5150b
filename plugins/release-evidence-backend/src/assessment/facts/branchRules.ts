import {
  BranchRuleChanged,
  BranchRuleSpan,
  BranchRuleState,
  EvidenceRecord,
  globToRegExp,
  ProtectionSwitched,
  Repository,
} from 'backstage-plugin-release-evidence-common';
import { ofKind } from '../../releases/reach';
import { byTimeThenId, RecordOf } from './records';

/**
 * The history of a repository's branch rules, a span for each state of each
 * rule. What an edit says about before is used as well: where it disagrees
 * with the last state we knew, a change was missed, and the weaker of the two
 * is believed for the time between.
 */
export function branchRuleSpans(
  records: EvidenceRecord[],
  repository: Repository,
): BranchRuleSpan[] {
  const rules = new Map<string, RecordOf<BranchRuleChanged>[]>();
  for (const record of ofKind(records, 'branch-rule').sort(byTimeThenId)) {
    const { ruleId } = record.observation;
    const known = rules.get(ruleId) ?? [];
    if (concerns(record.observation, repository)) {
      rules.set(ruleId, [...known, record]);
    } else if (known.length > 0) {
      rules.set(ruleId, [...known, withdrawn(record)]);
    }
  }
  const switches = ofKind(records, 'protection-switched')
    .filter(({ observation }) => observation.repository === repository)
    .sort(byTimeThenId);
  return [...rules.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([ruleId, events]) => {
      const spans = spansOf(ruleId, events);
      return events[0].observation.ruleset
        ? spans
        : spans.flatMap(span => cutBySwitches(span, switches));
    });
}

/** A rule of the organisation that no longer names the repository. */
function withdrawn(
  record: RecordOf<BranchRuleChanged>,
): RecordOf<BranchRuleChanged> {
  return { ...record, observation: { ...record.observation, after: null } };
}

function concerns(rule: BranchRuleChanged, repository: Repository): boolean {
  if (rule.repository !== null) {
    return rule.repository === repository;
  }
  const name = repository.split('/').pop()!;
  const matches = (pattern: string) =>
    pattern === '~ALL' || globToRegExp(pattern).test(name);
  return (
    rule.repositories !== null &&
    rule.repositories.includes.some(matches) &&
    !rule.repositories.excludes.some(matches)
  );
}

function spansOf(
  ruleId: string,
  events: RecordOf<BranchRuleChanged>[],
): BranchRuleSpan[] {
  const spans: BranchRuleSpan[] = [];
  const [first] = events;
  const begin = first.observation.existsSince;
  if (begin !== null && begin < first.occurredAt) {
    spans.push({
      ruleId,
      from: begin,
      to: first.occurredAt,
      state: first.observation.before,
      evidence: [first.id],
    });
  }
  events.forEach(({ id, occurredAt, observation }, index) => {
    const next = events[index + 1];
    if (observation.after !== null) {
      const later = next?.observation.before ?? observation.after;
      spans.push({
        ruleId,
        from: occurredAt,
        to: next?.occurredAt ?? null,
        state: weaker(observation.after, later),
        evidence:
          next && later !== observation.after ? [id, next.id].sort() : [id],
      });
    }
  });
  return spans;
}

const BYPASS = ['nobody', 'some', 'administrators'] as const;
const FORCE_PUSH = ['nobody', 'some', 'everyone'] as const;

function weaker(a: BranchRuleState, b: BranchRuleState): BranchRuleState {
  const common = (left: string[], right: string[]) =>
    left.filter(entry => right.includes(entry));
  return {
    includes: common(a.includes, b.includes),
    excludes: [...new Set([...a.excludes, ...b.excludes])].sort(),
    guards: a.guards === 'branch' ? b.guards : a.guards,
    enforced: a.enforced && b.enforced,
    requiredReviews: Math.min(a.requiredReviews, b.requiredReviews),
    codeOwnerReview: a.codeOwnerReview && b.codeOwnerReview,
    staleReviewsDismissed: a.staleReviewsDismissed && b.staleReviewsDismissed,
    bypass:
      BYPASS[Math.max(BYPASS.indexOf(a.bypass), BYPASS.indexOf(b.bypass))],
    forcePush:
      FORCE_PUSH[
        Math.max(
          FORCE_PUSH.indexOf(a.forcePush),
          FORCE_PUSH.indexOf(b.forcePush),
        )
      ],
    requiredChecks: common(a.requiredChecks, b.requiredChecks),
    restrictedPaths: common(a.restrictedPaths, b.restrictedPaths),
    signedCommits: a.signedCommits && b.signedCommits,
  };
}

/** While protection of the whole repository is off, no rule is enforced. */
function cutBySwitches(
  span: BranchRuleSpan,
  switches: RecordOf<ProtectionSwitched>[],
): BranchRuleSpan[] {
  const pieces: BranchRuleSpan[] = [];
  let current = span;
  for (const { id, occurredAt, observation } of switches) {
    const inside =
      (current.from === null || current.from < occurredAt) &&
      (current.to === null || occurredAt < current.to);
    if (inside) {
      pieces.push({ ...current, to: occurredAt });
      current = { ...current, from: occurredAt };
    }
    if (current.from !== null && current.from >= occurredAt && current.state) {
      current = {
        ...current,
        state: {
          ...current.state,
          enforced: observation.enabled && span.state!.enforced,
        },
        evidence: [...new Set([...current.evidence, id])].sort(),
      };
    }
  }
  return [...pieces, current];
}
