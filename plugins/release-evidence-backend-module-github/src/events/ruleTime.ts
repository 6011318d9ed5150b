import {
  ObservationBase,
  parseInstant,
} from 'backstage-plugin-release-evidence-common';
import type { TimeOf } from '../eventReader';

/*
 * When did a rule change?
 *
 * Protection counts by what held when a commit landed, so the order of a rule's
 * change and of the pushes around it decides. GitHub makes that hard: a removed
 * or switched rule says no time at all, and an edited one may still carry the
 * time of its creation as `updated_at`, which would let an edit of today speak
 * for years ago.
 *
 * What helps is that a payload is put together when the event happens, and
 * tells of the last push (`repository.pushed_at`). The event cannot be older
 * than anything its own payload tells of. So the latest moment in it bounds the
 * event from below, and one millisecond is added to it: the push that has this
 * very time came first. An edit of which nothing later than the creation is
 * known says no time, and is dated by its arrival.
 */

interface RuleTimes {
  created_at?: string | null;
  updated_at?: string | null;
}

export function ruleChangeTime(
  action: 'created' | 'edited' | 'deleted',
  rule: RuleTimes,
  timeOf: TimeOf,
): ObservationBase['time'] {
  switch (action) {
    case 'created':
      return timeOf(rule.created_at);
    case 'edited':
      return editTime(rule, timeOf);
    default:
      return untoldTime(timeOf);
  }
}

/** For a change whose payload has no field that says when it was made. */
export function untoldTime(timeOf: TimeOf): ObservationBase['time'] {
  const latest = timeOf();
  return latest && { ...latest, at: justAfter(latest.at) };
}

function editTime(rule: RuleTimes, timeOf: TimeOf): ObservationBase['time'] {
  const created = parseInstant(rule.created_at);
  const told = parseInstant(rule.updated_at);
  const latest = timeOf()?.at;
  if (told && (!latest || told >= latest) && told !== created) {
    return { at: told, basis: 'event' };
  }
  return latest && latest !== created ? untoldTime(timeOf) : undefined;
}

function justAfter(moment: string): string {
  return new Date(Date.parse(moment) + 1).toISOString();
}
