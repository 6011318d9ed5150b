import type { Observation } from 'backstage-plugin-release-evidence-common';
import type { SourceType } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import type { CdEvent } from '../cdevents/cdEvent';
import { createCdEventsSource } from '../cdevents/cdeventsSource';
import {
  secretOrToken,
  servedWith,
  standardWebhookOrToken,
} from '../credentials';
import { readJavaText } from './javaText';
import { withJobModel } from './jobModel';

const configSchema = z.strictObject({
  type: z.literal('jenkins'),
  ...secretOrToken,
  /** The events name runs by paths, which two Jenkinses may both have. */
  url: z.url({ protocol: /^https?$/ }).optional(),
});

/**
 * Jenkins with its cdevents-plugin, and CDEvents that a pipeline sends itself.
 *
 * @public
 */
export const jenkinsSourceType: SourceType<z.infer<typeof configSchema>> = {
  type: 'jenkins',
  configSchema,
  create: ({ url, ...config }) =>
    servedWith({
      ...standardWebhookOrToken(config),
      create: authenticate =>
        createCdEventsSource({
          authenticate,
          bodyOf: readJavaText,
          refine: (observation, event) => refine(observation, event, url),
        }),
    }),
};

function refine(
  observation: Observation,
  { customData }: CdEvent,
  url: string | undefined,
): Observation {
  switch (observation.kind) {
    case 'build-run':
      return withJobModel(
        { ...observation, run: within(url, observation.run) },
        customData,
      );
    case 'build-job':
      return { ...observation, run: within(url, observation.run) };
    default:
      return observation;
  }
}

function within(url: string | undefined, run: string): string {
  return url && !/^https?:/.test(run)
    ? `${url.replace(/\/+$/, '')}/${run.replace(/^\/+/, '')}`
    : run;
}
