import { z } from 'zod';
import { optionalText } from '../text';

/*
 * What Spinnaker's Echo sends on
 *
 * Every event of a pipeline, of one of its stages or tasks, carries the whole
 * execution with all of its stages as they stand at that moment. So it does not
 * matter which event it is: the stages are read, and each is told by many
 * events, always with the same words and under the same key.
 */

const anything = z.record(z.string(), z.unknown()).nullish().catch(null);

const time = z.union([z.number(), z.string()]).nullish().catch(null);

const texts = z.array(z.string()).nullish().catch(null);

const user = z.object({ user: optionalText }).nullish().catch(null);

const stageSchema = z.object({
  id: z.string().min(1),
  refId: optionalText,
  requisiteStageRefIds: texts,
  type: z.string(),
  status: z.string(),
  startTime: time,
  endTime: time,
  /** `STAGE_BEFORE` or `STAGE_AFTER` for stages that another one brings along. */
  syntheticStageOwner: optionalText,
  context: anything,
  outputs: anything,
  lastModified: z
    .object({ user: optionalText, lastModifiedTime: time })
    .nullish()
    .catch(null),
});

export type Stage = z.infer<typeof stageSchema>;

const executionSchema = z.object({
  id: z.string().min(1),
  application: z.string().min(1),
  stages: z.array(stageSchema),
  authentication: user,
  trigger: user,
});

export type Execution = z.infer<typeof executionSchema>;

export const eventSchema = z.object({
  details: z.object({ type: z.string() }),
  content: jsonOr(z.object({ execution: executionSchema })),
});

/** Echo can send the parts of an event as text. */
function jsonOr<T extends z.ZodType>(schema: T) {
  return z.preprocess(value => {
    try {
      return typeof value === 'string' ? JSON.parse(value) : value;
    } catch {
      return value;
    }
  }, schema);
}

/** Echo can put an event into a field beside a name. */
export function unwrapped(body: unknown): unknown {
  const wrapped = z.object({ eventName: z.string(), payload: z.unknown() });
  return wrapped.safeParse(body).data?.payload ?? body;
}
