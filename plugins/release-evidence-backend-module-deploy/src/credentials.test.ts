import type {
  Authentication,
  Source,
} from 'backstage-plugin-release-evidence-node';
import {
  servedSource,
  webhookRequest,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { TOKEN } from './__testUtils__/deliveries';
import {
  argocdSourceType,
  fluxSourceType,
  kubernetesSourceType,
  spinnakerSourceType,
} from '.';

/** Flux and our own events have signatures, with tests of their own. */
describe.each<[string, Source]>([
  ['argocd', servedSource(argocdSourceType, { token: TOKEN })],
  ['flux', servedSource(fluxSourceType, { token: TOKEN })],
  ['kubernetes', servedSource(kubernetesSourceType, { token: TOKEN })],
  ['spinnaker', servedSource(spinnakerSourceType, { token: TOKEN })],
])('the token of %s', (_, source) => {
  const basic = (pair: string) =>
    `Basic ${Buffer.from(pair).toString('base64')}`;

  const authenticate = (
    headers: Record<string, string>,
    query: Record<string, string> = {},
  ): Authentication | Promise<Authentication> =>
    source.authenticate(webhookRequest({ headers, query, body: '{}' }));

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['as a bearer token', { Authorization: `Bearer ${TOKEN}` }, {}],
    ['as a password', { Authorization: basic(`deployer:${TOKEN}`) }, {}],
    ['in the query', {}, { token: TOKEN }],
  ])('is accepted %s', (__, headers, query) => {
    expect(authenticate(headers, query)).toEqual({ authenticated: true });
  });

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['missing', {}, {}, 'the request carries no token'],
    ['wrong', { Authorization: 'Bearer x' }, {}, 'the token is wrong'],
    ['a wrong password', { Authorization: basic('a:x') }, {}, 'is wrong'],
    ['wrong in the query', {}, { token: 'x' }, 'the token is wrong'],
    ['in a header of another name', { 'X-Token': TOKEN }, {}, 'no token'],
  ])('is refused when %s', (__, headers, query, reason) => {
    expect(authenticate(headers, query)).toEqual({
      authenticated: false,
      reason: expect.stringContaining(reason),
    });
  });
});

it('is what no source is served without', () => {
  const none = { notServed: 'no token is configured' };
  expect(argocdSourceType.create({ type: 'argocd' })).toEqual(none);
  expect(kubernetesSourceType.create({ type: 'kubernetes' })).toEqual(none);
  expect(spinnakerSourceType.create({ type: 'spinnaker' })).toEqual(none);
  expect(fluxSourceType.create({ type: 'flux' })).toEqual({
    notServed: 'no secret and no token is configured',
  });
});
