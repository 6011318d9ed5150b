import { readPayload } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { optionalText, textByName } from '../text';

/*
 * What a cluster says of what runs in it
 *
 * A report is one object, a list of them, or an event of a watch. Of an image
 * only its pod's status tells what was really pulled, so pods are read and
 * nothing else; a ReplicaSet beside them says which rollout of its Deployment
 * it is, which no pod knows.
 */

const statusSchema = z.object({
  name: z.string(),
  image: optionalText,
  imageID: optionalText,
  ready: z.boolean().nullish().catch(null),
  state: z
    .object({
      waiting: z.object({ reason: optionalText }).nullish().catch(null),
      terminated: z
        .object({ exitCode: z.number().nullish().catch(null) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

export type ContainerStatus = z.infer<typeof statusSchema>;

const ownerSchema = z.object({
  kind: z.string(),
  name: z.string(),
  uid: z.string(),
  controller: z.boolean().nullish().catch(null),
});

const podSchema = z.object({
  kind: z.literal('Pod'),
  metadata: z.object({
    name: z.string(),
    namespace: z.string().min(1),
    uid: z.string().min(1),
    creationTimestamp: optionalText,
    deletionTimestamp: optionalText,
    labels: textByName,
    ownerReferences: z.array(ownerSchema).nullish().catch(null),
  }),
  status: z.object({
    startTime: optionalText,
    containerStatuses: z.array(statusSchema).nullish(),
  }),
});

export type Pod = z.infer<typeof podSchema>;

const replicaSetSchema = z.object({
  kind: z.literal('ReplicaSet'),
  metadata: z.object({ uid: z.string(), annotations: textByName }),
});

/** What a report holds for us, and why not what else is in it. */
export interface Workloads {
  pods: Pod[];
  /** The number of the rollout, by the uid of the ReplicaSet. */
  rollouts: ReadonlyMap<string, string>;
  reasons: string[];
}

const ROLLOUT = 'deployment.kubernetes.io/revision';

/** The workloads in a report; a reason when it is none. */
export function readWorkloads(payload: unknown): Workloads | string {
  const objects = objectsIn(payload);
  if (typeof objects === 'string') {
    return objects;
  }
  const rollouts = objects.flatMap(({ object }) => {
    const { data } = replicaSetSchema.safeParse(object);
    const rollout = data?.metadata.annotations.get(ROLLOUT);
    return data && rollout ? [[data.metadata.uid, rollout] as const] : [];
  });
  const reasons: string[] = [];
  const pods = objects.flatMap(({ object, path }) => {
    const pod = readPod(object);
    if (typeof pod === 'string') {
      reasons.push(`${path}${pod}`);
      return [];
    }
    return [pod];
  });
  return { pods, rollouts: new Map(rollouts), reasons };
}

interface Placed {
  object: unknown;
  path: string;
}

const listSchema = z.object({ kind: z.string(), items: z.array(z.unknown()) });

const watchSchema = z.object({ type: z.string(), object: z.unknown() });

/** The items of a list do not repeat their kind when an API server sends it. */
function objectsIn(payload: unknown): Placed[] | string {
  const watched = watchSchema.safeParse(payload).data;
  if (watched) {
    return ['ADDED', 'MODIFIED'].includes(watched.type)
      ? [{ object: watched.object, path: 'object.' }]
      : 'type: only ADDED and MODIFIED tell of something that runs';
  }
  const list = listSchema.safeParse(payload).data;
  if (!list) {
    return [{ object: payload, path: '' }];
  }
  const kind = /^(\w+)List$/.exec(list.kind)?.[1];
  return list.items.map((item, index) => ({
    object: item && typeof item === 'object' ? { kind, ...item } : item,
    path: `items.${index}.`,
  }));
}

function readPod(object: unknown): Pod | string {
  const { data } = z.object({ kind: z.string() }).safeParse(object);
  if (data && data.kind !== 'Pod') {
    return 'kind: only pods tell what was pulled; send the pods of the workload';
  }
  const reading = readPayload(podSchema, object);
  if ('reason' in reading) {
    return reading.reason;
  }
  return reading.value.metadata.deletionTimestamp
    ? 'metadata.deletionTimestamp: the pod is going away'
    : reading.value;
}
