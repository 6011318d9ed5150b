import { cdEvent, COMMIT, Draft } from './cdEvents';

/** What the cdevents-plugin tells of a job, as its JobModel has it. */
export const jobModel = {
  userId: 'ada',
  userName: 'Ada Admin' as string | null,
  name: 'payments',
  displayName: 'payments',
  url: 'job/payments/',
  build: {
    fullUrl: 'https://ci.acme.test/job/payments/167/',
    number: 167,
    queueId: 7,
    duration: 12165,
    status: 'SUCCESS',
    url: 'job/payments/167/',
    parameters: { SIGNING_KEY: 'hunter2', DRY_RUN: 'false' } as object | null,
    scmState: {
      url: 'https://github.com/acme/payments.git',
      branch: 'origin/main',
      commit: COMMIT,
    } as object | null,
  },
};

export const jenkinsRun = (draft: Draft = {}) =>
  cdEvent(
    'pipelinerun.finished',
    { pipelineName: 'payments', outcome: 'success', errors: '' },
    {
      ...draft,
      context: { source: 'job/payments/167/', ...draft.context },
      subject: { id: '167', source: 'job/payments/167/' },
      customData: jobModel,
      ...('customData' in draft ? { customData: draft.customData } : {}),
    },
  );

/** The text of an object by which the plugin's HTTP sink sends an event. */
export function javaText(event: object): string {
  const bytes = new Int8Array(Buffer.from(JSON.stringify(event)));
  return `CloudEvent{id='1', source=job/payments/167/, type='dev.cdevents', datacontenttype='application/json', time=2026-10-01T14:27:05Z, data=BytesCloudEventData{value=[${bytes.join(
    ', ',
  )}]}, extensions={}}`;
}
