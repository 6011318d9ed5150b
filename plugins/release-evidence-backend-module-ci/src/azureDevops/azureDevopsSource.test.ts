import { webhookRequest } from 'backstage-plugin-release-evidence-node/testUtils';
import { azureBuild } from '../__testUtils__/ciPayloads';
import { sourceOf } from '../__testUtils__/send';
import { azureDevopsSourceType } from './azureDevopsSource';

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('the token', () => {
  const authenticate = (Authorization?: string) =>
    sourceOf('azure-devops').authenticate(
      webhookRequest({ headers: { Authorization }, body: '{}' }),
    );

  it.each([basic('azure:t'), basic(':t'), 'Bearer t'])(
    'is accepted as %s',
    header => {
      expect(authenticate(header)).toEqual({ authenticated: true });
    },
  );

  it.each([
    [undefined, 'the request carries no token'],
    [basic('t:x'), 'the token is wrong'],
    ['Bearer x', 'the token is wrong'],
  ])('is refused as %s', (header, reason) => {
    expect(authenticate(header)).toEqual({ authenticated: false, reason });
  });

  it('has to be configured', () => {
    expect(azureDevopsSourceType.create({ type: 'azure-devops' })).toEqual({
      notServed: 'no token is configured',
    });
    expect(
      azureDevopsSourceType.configSchema.safeParse({
        type: 'azure-devops',
        secret: 's',
      }).success,
    ).toBe(false);
  });
});

it('takes the id of the event for its key, whatever subscription it is for', () => {
  const identify = (body: unknown) =>
    sourceOf('azure-devops').identify(webhookRequest({ body }));
  const identity = { type: 'build.complete', keys: [azureBuild.id] };
  expect(
    identify({ ...azureBuild, subscriptionId: 'a', notificationId: 1 }),
  ).toEqual(identity);
  expect(
    identify({ ...azureBuild, subscriptionId: 'b', notificationId: 2 }),
  ).toEqual(identity);
  expect(identify({ eventType: 'x' }).keys).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}$/),
  ]);
});
