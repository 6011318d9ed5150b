import type { SourceType } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { secretOrToken, servedWith } from '../credentials';
import { EventReader, ignored } from '../eventReader';
import { createEventSource } from '../eventSource';
import { optionalText } from '../fields';
import { approval } from './approval';
import { build } from './build';
import { checkSignature, checkToken, SIGNATURE } from './credentials';
import { job } from './job';

const configSchema = z.strictObject({
  type: z.literal('buildkite'),
  ...secretOrToken,
  /** Which environment a block step, by its key or label, is the gate of. */
  gates: z.record(z.string().min(1), z.string().min(1)).optional(),
});

const moment = z
  .object({
    id: optionalText,
    state: optionalText,
    started_at: optionalText,
    finished_at: optionalText,
    unblocked_at: optionalText,
  })
  .nullish()
  .catch(null);

const identitySchema = z
  .object({ event: z.string(), build: moment, job: moment })
  .transform(({ event, build: run, job: step }) => {
    const subject = step ?? run;
    return {
      type: event,
      key: subject?.id
        ? JSON.stringify([
            event,
            subject.id,
            subject.state,
            subject.started_at,
            subject.unblocked_at ?? subject.finished_at,
          ])
        : undefined,
    };
  });

/**
 * Buildkite's webhooks for pipelines. An event has no id: what it is about, and
 * the state and moment that it reports, make its key.
 *
 * @public
 */
export const buildkiteSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'buildkite',
  configSchema,
  create: ({ secret, token, gates = {} }) => {
    const readers = new Map<string, EventReader>([
      ['build.scheduled', build],
      ['build.running', build],
      ['build.failing', build],
      ['build.finished', build],
      ['build.skipped', build],
      ['job.scheduled', job],
      ['job.started', job],
      ['job.finished', job],
      ['job.activated', approval(new Map(Object.entries(gates)))],
      ['ping', ignored('the webhook is set up')],
    ]);
    return servedWith({
      signature: secret
        ? {
            header: SIGNATURE,
            check: request => checkSignature(request, secret, new Date()),
          }
        : undefined,
      token: token ? request => checkToken(request, token) : undefined,
      create: authenticate =>
        createEventSource({
          authenticate,
          identity: identitySchema,
          readerOf: type => readers.get(type),
        }),
    });
  },
};
