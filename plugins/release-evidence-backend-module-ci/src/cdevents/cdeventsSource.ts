import type {
  Instant,
  Observation,
} from 'backstage-plugin-release-evidence-common';
import {
  CLOUD_EVENT_HEADERS,
  Delivery,
  Observed,
  parseJsonBody,
  Source,
  SourceType,
} from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import {
  secretOrToken,
  servedWith,
  standardWebhookOrToken,
} from '../credentials';
import { CdEvent, CdEventReading, readCdEvents } from './cdEvent';
import { readerOf } from './events';

const configSchema = z.strictObject({
  type: z.literal('cdevents'),
  ...secretOrToken,
});

/**
 * CDEvents of any sender, over HTTP: in CloudEvents, structured, batched or
 * binary, or alone in the body.
 *
 * @public
 */
export const cdeventsSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'cdevents',
  configSchema,
  create: config =>
    servedWith({
      ...standardWebhookOrToken(config),
      create: authenticate => createCdEventsSource({ authenticate }),
    }),
};

/** A source of CDEvents, with what a sender does otherwise than others. */
export function createCdEventsSource(options: {
  authenticate: Source['authenticate'];
  /** The body as JSON, of a sender that has another form for it. */
  bodyOf?(body: Buffer): Buffer;
  /** What the custom data of the sender adds. */
  refine?(observation: Observation, event: CdEvent): Observation;
}): Source {
  const {
    authenticate,
    bodyOf = body => body,
    refine = observation => observation,
  } = options;

  const eventsOf = ({ headers, body }: Pick<Delivery, 'headers' | 'body'>) =>
    readCdEvents({ headers, body: bodyOf(body) });

  const say = (
    reading: CdEventReading,
    receivedAt: Instant,
  ): Observation[] | string => {
    if ('reason' in reading) {
      return reading.reason;
    }
    const { event } = reading;
    const said = readerOf(event)(event, receivedAt);
    return typeof said === 'string'
      ? said
      : said.map(observation => refine(observation, event));
  };

  const observe = (delivery: Delivery): Observed => {
    const reasons: string[] = [];
    const events = eventsOf(delivery).map(reading => {
      const said = say(reading, delivery.receivedAt);
      if (typeof said === 'string') {
        reasons.push(said);
        return { key: reading.key, observations: [] };
      }
      return { key: reading.key, observations: said };
    });
    return { events, reason: reasons[0] };
  };

  return {
    keepHeaders: CLOUD_EVENT_HEADERS,
    authenticate,
    observe,
    identify: request => {
      if (request.headers['ce-specversion'] === undefined) {
        parseJsonBody(bodyOf(request.body));
      }
      const readings = eventsOf(request);
      const [first] = readings;
      return {
        type: 'event' in first ? describe(first.event) : null,
        keys: readings.map(({ key }) => key),
      };
    },
  };
}

/** The type as deliveries are listed, with a mark where it strays. */
function describe({ type, conforms }: CdEvent): string {
  return conforms ? type : `${type} (not conforming)`;
}
