import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { policyFrom, readSettings } from './settings';

const read = (releaseEvidence: JsonObject) =>
  readSettings(mockServices.rootConfig({ data: { releaseEvidence } }));

/** The example of the documentation, all keys used. */
const full: JsonObject = {
  sources: {
    github: { type: 'github', secret: 's' },
    registry: { type: 'distribution', token: 't', host: 'registry.acme.test' },
  },
  ingress: { maxBody: '25mb' },
  environments: [
    { name: 'staging', requires: 'minimum' },
    {
      name: 'production',
      protected: true,
      aliases: ['Prod', 'prd'],
      requires: {
        'source-protection': 'better',
        'artifact-identity': 'strong',
      },
      checks: {
        required: ['test', 'vulnerability'],
        maxAge: { days: 14 },
        blockingSeverity: 'high',
      },
      approvals: [
        { kind: 'environment', from: ['group:default/sre'], count: 1 },
        { kind: 'security-signoff', from: ['appsec'] },
      ],
      approvalTtl: { days: 7 },
      exceptions: { grantedBy: ['group:default/appsec'], maxAge: 'P30D' },
      breakGlass: {
        from: ['group:default/sre'],
        ttl: '4h',
        reviewWithin: { hours: 24 },
        reviewers: ['group:default/appsec'],
      },
      onOutage: 'closed',
    },
  ],
  trust: {
    roots: ['public-good', { file: './trust/acme.json' }],
    keys: [{ id: 'k', file: './k.pub', use: ['signature', 'attestation'] }],
    signers: [
      {
        issuer: 'https://token.actions.githubusercontent.com',
        identity: 'https://github.com/acme/*',
      },
    ],
    builders: [
      {
        id: 'https://github.com/acme/build@refs/tags/v*',
        hardened: { network: 'declared', identity: 'attested' },
      },
    ],
    runnerGroups: { dedicated: ['release-builders'] },
  },
  signing: { keyFile: './signing.pem' },
  policies: [],
  retention: { deliveries: { days: 90 }, documents: { days: 1095 } },
};

describe('readSettings', () => {
  it('reads everything that there is to configure', () => {
    const settings = read(full);
    expect(settings.ingress.maxBody).toBe(25_000_000);
    const [staging, production] = settings.environments;
    expect(new Set(Object.values(staging.requires))).toEqual(
      new Set(['minimum']),
    );
    expect(production.requires).toEqual({
      'source-protection': 'better',
      'build-isolation': 'none',
      'artifact-identity': 'strong',
      'deployment-approval': 'none',
    });
    expect(production.aliases).toEqual(['prod', 'prd']);
    expect(production.approvals[1]).toEqual({
      kind: 'security-signoff',
      from: ['group:default/appsec'],
      count: 1,
    });
    expect(production.breakGlass!.ttl).toBe(4 * 3_600_000);
    expect(production.exceptions!.maxAge).toBe(30 * 86_400_000);
  });

  it('needs nothing', () => {
    const settings = readSettings(mockServices.rootConfig());
    expect(settings.environments).toEqual([]);
    expect(settings.ingress.maxBody).toBe(25_000_000);
  });

  it.each<[JsonObject, string]>([
    [{ source: {} }, 'releaseEvidence.source: unknown key'],
    [
      { environments: [{ name: 'p', require: 'better' }] },
      'releaseEvidence.environments[0].require: unknown key',
    ],
    [
      { environments: [{ name: 'p', requires: 'hard' }] },
      'releaseEvidence.environments[0].requires: "hard" is no level',
    ],
    [
      {
        environments: [
          { name: 'p', requires: { 'artifact-identity': 'best' } },
        ],
      },
      'releaseEvidence.environments[0].requires.artifact-identity: "best" is no level',
    ],
    [
      { environments: [{ name: 'p', requires: { artifact: 'best' } }] },
      'releaseEvidence.environments[0].requires.artifact: unknown key',
    ],
    [
      {
        environments: [
          { name: 'p', approvals: [{ kind: 'environment', from: ['a b:c'] }] },
        ],
      },
      'releaseEvidence.environments[0].approvals[0].from[0]: "a b:c" is no entity ref',
    ],
    [
      {
        environments: [{ name: 'p', approvals: [{ kind: 'x', from: ['a'] }] }],
      },
      'releaseEvidence.environments[0].approvals[0].kind',
    ],
    [
      { environments: [{ name: 'p', approvalTtl: 'soon' }] },
      'releaseEvidence.environments[0].approvalTtl: "soon" is no length of time',
    ],
    [
      { environments: [{ name: 'p', approvalTtl: { dayz: 1 } }] },
      'releaseEvidence.environments[0].approvalTtl: {"dayz":1} is no length of time',
    ],
    [
      { environments: [{ name: 'a' }, { name: 'b', aliases: ['A'] }] },
      'releaseEvidence.environments[1]: the name "a" is already used',
    ],
    [
      { ingress: { maxBody: 'much' } },
      'releaseEvidence.ingress.maxBody: "much" is no size',
    ],
    [
      { sources: { 'Git Hub': { type: 'github' } } },
      'releaseEvidence.sources.Git Hub',
    ],
    [{ sources: { github: {} } }, 'releaseEvidence.sources.github.type'],
    [{ trust: { roots: ['private'] } }, 'releaseEvidence.trust.roots[0]'],
  ])('refuses %j', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });

  it('names every defect at once', () => {
    const attempt = () => read({ a: 1, environments: [{ nam: 'x' }] });
    expect(attempt).toThrow(/releaseEvidence\.a: unknown key/);
    expect(attempt).toThrow(/environments\[0\]\.nam: unknown key/);
  });
});

describe('policyFrom', () => {
  it('has a version that follows its content', () => {
    const version = (config: JsonObject) => policyFrom(read(config)).version;
    expect(version(full)).toBe(version(full));
    expect(version({ ...full, ingress: { maxBody: 1 } })).toBe(version(full));
    expect(
      version({ ...full, environments: [{ name: 'production' }] }),
    ).not.toBe(version(full));
  });
});
