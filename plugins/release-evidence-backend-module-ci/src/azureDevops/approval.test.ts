import {
  azureApprovalCompleted,
  azureApprovalPending,
} from '../__testUtils__/ciPayloads';
import { read } from '../__testUtils__/send';

const COMMIT = 'e22ea7d5bdf8f1c4b1dd8ac3ee4d4e8f6ad7c6d1';
const RUN = 'c12d0eb8-e382-443b-9f9c-c52cba5014c2/2727068';
const WEB =
  'https://dev.azure.com/fabrikam/Fiber/_build/results?buildId=2727068';

const withResource = (event: { resource: object }, changes: object) =>
  read('azure-devops', {
    ...event,
    resource: { ...event.resource, ...changes },
  });

const approval = {
  kind: 'approval',
  link: WEB,
  channel: 'forge',
  requester: null,
  artifact: null,
  digest: null,
  tag: null,
  run: RUN,
};

describe('an approval', () => {
  it('that is waited for is found by its message alone', () => {
    expect(read('azure-devops', azureApprovalPending)).toEqual([
      {
        ...approval,
        time: { at: '2026-09-02T13:14:11.642Z', basis: 'event' },
        environment: 'prod-eu',
        decision: 'requested',
        approver: null,
        comment: null,
        repository: null,
        commit: null,
      },
    ]);
  });

  it('that is complete is a decision of each person', () => {
    const shared = {
      ...approval,
      environment: 'production',
      repository: 'github.com/acme/payments',
      commit: COMMIT,
    };
    expect(read('azure-devops', azureApprovalCompleted)).toEqual([
      {
        ...shared,
        time: { at: '2026-09-02T13:18:22.460Z', basis: 'event' },
        decision: 'approved',
        approver: {
          account: null,
          name: 'Sam SRE',
          email: 'sam@fabrikam.test',
        },
        comment: 'go',
      },
      {
        ...shared,
        time: { at: '2026-09-02T13:20:00.000Z', basis: 'event' },
        decision: 'rejected',
        approver: {
          account: null,
          name: 'Ann Appsec',
          email: 'ann@fabrikam.test',
        },
        comment: null,
      },
    ]);
  });

  it('that comes without its steps was decided by nobody who is told', () => {
    expect(
      withResource(azureApprovalCompleted, {
        approval: { status: 'approved' },
      }),
    ).toMatchObject([{ decision: 'approved', approver: null }]);
  });

  it.each([
    [
      { approval: { steps: [], status: 'approved' } },
      'resource.approval.steps',
    ],
    [{ approval: { status: 'canceled' } }, 'resource.approval.steps'],
    [
      { approval: { steps: [{}] } },
      'resource.approval.steps.0.status: missing',
    ],
  ])('that decided nothing says so: %j', (changes, reason) => {
    expect(withResource(azureApprovalCompleted, changes)).toContain(reason);
  });

  it.each([azureApprovalPending, azureApprovalCompleted])(
    'must name its environment',
    event => {
      expect(
        read('azure-devops', {
          ...event,
          message: null,
          resource: { ...event.resource, resource: null },
        }),
      ).toContain('resource.resource.name: missing');
    },
  );
});
