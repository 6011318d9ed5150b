import { mockServices } from '@backstage/backend-test-utils';
import { githubSourceType } from 'backstage-plugin-release-evidence-backend-module-github';
import { distributionSourceType } from 'backstage-plugin-release-evidence-backend-module-registry';
import {
  deliverTo,
  describeWithCorpus,
  servedSource,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { GithubSchemas } from '../../__testUtils__/githubSchemas';
import { catalogEntities } from '../../__testUtils__/catalog';
import { actionsBot, people, visitor } from '../people';
import { configuredSenders } from '../senders';
import { demoConfig } from '../../__testUtils__/demoConfig';
import { DemoDelivery } from '../story';
import { tellStories } from '.';

const START = new Date('2026-11-23T09:30:00.000Z');

const deliveries = tellStories(START);
const github = deliveries.filter(({ sender }) => sender === 'github');
const registry = deliveries.filter(({ sender }) => sender === 'distribution');

const uploads = deliveries.filter(({ sender }) => sender === 'upload');

const eventOf = ({ headers }: DemoDelivery) => headers['x-github-event'];

describe('tellStories', () => {
  it('gives the same bytes for the same start, and others for another', () => {
    expect(tellStories(START)).toEqual(deliveries);
    const later = tellStories(new Date(START.getTime() + 60_000));
    expect(later).toHaveLength(deliveries.length);
    const bodies = new Set(deliveries.map(({ body }) => body));
    expect(
      later.filter(
        ({ sender, body, sign }) =>
          sender !== 'distribution' && !sign && bodies.has(body),
      ),
    ).toEqual([]);
  });

  it('gives each delivery of GitHub an id of its own', () => {
    const ids = github.map(({ headers }) => headers['x-github-delivery']);
    expect(new Set(ids).size).toBe(github.length);
  });

  it('gives each event of the registry an id of its own', () => {
    const ids = registry.flatMap(({ body }) =>
      JSON.parse(body).events.map((event: { id: string }) => event.id),
    );
    expect(ids.length).toBeGreaterThan(50);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('uploads each document once, for a digest or commit that is told of', () => {
    const told = [...github, ...registry].map(({ body }) => body).join();
    const subjects = uploads.map(({ query }) => query.digest);
    for (const subject of new Set(subjects)) {
      expect(told).toContain(subject.replace('gitCommit:', ''));
    }
    const sent = uploads.map(({ query, body }) =>
      JSON.stringify([query, body]),
    );
    expect(new Set(sent).size).toBe(uploads.length);
  });

  it('tells what happened in order, and nothing after the start', () => {
    const times = deliveries.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThanOrEqual(START.getTime());
  });

  it('names nobody whom the catalog does not know, but a visitor and a bot', () => {
    const logins = new Map(
      catalogEntities()
        .filter(({ kind }) => kind === 'User')
        .map(({ metadata }) => [
          metadata.annotations?.['github.com/user-login'],
          metadata.name,
        ]),
    );
    expect(
      Object.fromEntries(
        Object.entries(people).map(([name, { login }]) => [
          name,
          logins.get(login),
        ]),
      ),
    ).toEqual(
      Object.fromEntries(Object.keys(people).map(name => [name, name])),
    );
    const senders = new Set(
      github.map(({ body }): string => JSON.parse(body).sender.login),
    );
    expect([...senders].filter(login => !logins.has(login)).sort()).toEqual(
      [actionsBot.login, visitor.login].sort(),
    );
  });
});

describe('the deliveries, as their adapters read them', () => {
  const { secret, token } = demoConfig.sources;
  const sources = {
    github: servedSource(githubSourceType, { secret }),
    distribution: servedSource(distributionSourceType, { token }),
  };
  const senders = configuredSenders(demoConfig.config, mockServices.auth());

  it.each(Object.entries(byKind()))('%s', async (_kind, ofKind) => {
    for (const delivery of ofKind) {
      const sender = delivery.sender as keyof typeof sources;
      const { authentication, observed } = deliverTo(sources[sender], {
        headers: {
          ...delivery.headers,
          ...(await senders[sender]!.prove(delivery.body)),
        },
        body: delivery.body,
      });
      expect(authentication).toEqual({ authenticated: true });
      const observations = observed.events.flatMap(event => event.observations);
      expect({ observations, reason: observed.reason }).not.toMatchObject({
        observations: [],
      });
    }
  });
});

function byKind(): Record<string, DemoDelivery[]> {
  const kinds: Record<string, DemoDelivery[]> = {};
  for (const delivery of [...github, ...registry]) {
    const kind = eventOf(delivery) ?? 'registry notification';
    (kinds[kind] ??= []).push(delivery);
  }
  return kinds;
}

describeWithCorpus(
  'GitHub’s own description of its webhooks',
  'github-webhooks/openapi-subset',
  ([file]) => {
    const schemas = new GithubSchemas(file.read().toString('utf8'));
    const kinds = [...new Set(github.map(eventOf))].sort();

    it.each(kinds)('fits every %s event', event => {
      for (const delivery of github.filter(each => eventOf(each) === event)) {
        expect(schemas.defects(event, asDescribed(delivery))).toEqual([]);
      }
    });
  },
);

/** The description lacks `opened`, which differs from `closed` by that word. */
function asDescribed({ body }: DemoDelivery) {
  const payload = JSON.parse(body);
  return payload.action === 'opened'
    ? { ...payload, action: 'closed' }
    : payload;
}
