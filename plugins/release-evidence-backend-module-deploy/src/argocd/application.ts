import { z } from 'zod';
import { optionalText, textByName } from '../text';

/*
 * What Argo CD tells of a synchronisation
 *
 * Notifications have no form of their own: a template makes the body. Ours keeps
 * the names of the Application, so that a body is understood whether it is what
 * the template picks or the whole Application.
 *
 * Images stand in two places. `status.summary.images` are those of the pods that
 * live at this moment, which may be those of the release before: right after a
 * synchronisation, and after one that failed. `syncResult.resources[].images`
 * are those of what was applied; older versions of Argo CD do not have them.
 */

const texts = z.array(z.string()).nullish();

const sourceSchema = z
  .object({ repoURL: optionalText, chart: optionalText })
  .nullish()
  .catch(null);

const resourceSchema = z.object({ hookType: optionalText, images: texts });

const initiatorSchema = z
  .object({ username: optionalText })
  .nullish()
  .catch(null);

const operationStateSchema = z.object({
  phase: z.enum(['Running', 'Terminating', 'Failed', 'Error', 'Succeeded']),
  startedAt: optionalText,
  finishedAt: optionalText,
  initiatedBy: initiatorSchema,
  operation: z.object({ initiatedBy: initiatorSchema }).nullish().catch(null),
  syncResult: z
    .object({
      revision: optionalText,
      revisions: texts.catch(null),
      resources: z.array(resourceSchema).nullish(),
    })
    .nullish(),
});

export const applicationSchema = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: optionalText,
    uid: optionalText,
    labels: textByName,
  }),
  spec: z
    .object({
      destination: z.object({ namespace: optionalText }).nullish().catch(null),
      source: sourceSchema,
      sources: z.array(sourceSchema).nullish().catch(null),
    })
    .nullish(),
  status: z.object({
    health: z.object({ status: optionalText }).nullish().catch(null),
    summary: z.object({ images: texts }).nullish(),
    operationState: operationStateSchema,
  }),
});

export type Application = z.infer<typeof applicationSchema>;

/** What stands beside the Application in the body. */
export const notificationSchema = z.object({
  app: applicationSchema,
  argocdUrl: optionalText,
  environment: optionalText,
  /** What a template of one's own says instead of the Application's images. */
  images: texts,
});

export type Notification = z.infer<typeof notificationSchema>;
