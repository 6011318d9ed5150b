import { readPayload } from 'backstage-plugin-release-evidence-node';
import { Instant, parseDigest } from 'backstage-plugin-release-evidence-common';
import { z } from 'zod';
import { observeEvent } from '../distribution/distributionEvent';
import { fieldOf, Said } from '../eventSource';

/*
 * ACR's events are those of Distribution in other surroundings
 *
 * The same fields are in them, and the same reading does. What differs: there
 * is one event for a request of the registry itself, manifests only, and a
 * deletion is that of a manifest or of a whole repository, never that of a tag.
 * Event Grid puts each into an envelope, in its own form or as a CloudEvent,
 * and first wants its subscription validated. That takes an answer in the body,
 * or a visit to an address that the event names, and neither is given here: an
 * address in a payload is never called.
 */

const gridSchema = z.object({
  eventType: z.string().nullish(),
  type: z.string().nullish(),
  data: z.looseObject({}),
});

/** What one event says, or why it says nothing to us. */
export function readAcrEvent(
  payload: unknown,
  options: { host: string | undefined; receivedAt: Instant },
): Said {
  if (!isFromGrid(payload)) {
    return readOwn(payload, options);
  }
  const grid = readPayload(gridSchema, payload);
  if ('reason' in grid) {
    return grid.reason;
  }
  const { eventType, type, data } = grid.value;
  if (
    (eventType ?? type) === 'Microsoft.EventGrid.SubscriptionValidationEvent'
  ) {
    return 'eventType: Event Grid asks to validate the subscription; visit the validationUrl in this event, which is never done from here';
  }
  const said = readOwn(data, options);
  return typeof said === 'string' ? `data: ${said}` : said;
}

function isFromGrid(payload: unknown): boolean {
  return ['eventType', 'specversion'].some(
    name => fieldOf(payload, name) !== undefined,
  );
}

function readOwn(
  payload: unknown,
  options: { host: string | undefined; receivedAt: Instant },
): Said {
  if (
    fieldOf(payload, 'action') === 'delete' &&
    !parseDigest(fieldOf(fieldOf(payload, 'target'), 'digest'))
  ) {
    return 'target.digest: a deletion here is that of a manifest, and it names none';
  }
  const said = observeEvent(payload, options);
  return typeof said === 'string' ? said : [said];
}
