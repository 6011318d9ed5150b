import {
  CorpusFile,
  deliverTo,
  describeWithCorpus,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { readersFor } from './events';
import { gitlabRequest, observations, source } from './__testUtils__/send';

const json = (file: CorpusFile) => JSON.parse(file.read().toString('utf8'));

const SILENT = ['release'];

function everyPayloadIsRead(files: CorpusFile[]): void {
  it.each(files.map(file => [file.name, file] as const))(
    '%s is identified, and read when it is of an event that is',
    (_, file) => {
      const payload = json(file);
      const kind = payload.object_kind ?? payload.event_name;
      const { authentication, identity, observed } = deliverTo(
        source,
        gitlabRequest(file.read()),
      );
      expect(authentication).toEqual({ authenticated: true });
      expect(identity).toEqual({ type: kind, keys: ['event-1'] });
      const isRead = readersFor(undefined).has(kind) && !SILENT.includes(kind);
      expect(observed.reason === undefined).toBe(isRead);
      expect(observed.events.length > 0).toBe(isRead);
    },
  );
}

const find = (files: CorpusFile[], name: string) =>
  json(files.find(file => file.name === name)!);

describeWithCorpus(
  'the payloads that go-playground/webhooks tests with',
  'go-playground-webhooks/testdata/gitlab',
  files => {
    everyPayloadIsRead(files);

    it('hold a pipeline of which three jobs had a runner', () => {
      expect(
        observations(find(files, 'pipeline-event.json')).map(observation =>
          'job' in observation ? observation.job : observation.kind,
        ),
      ).toEqual(['build-run', '377', '378', '376']);
    });

    it('hold a deployment of a whole commit', () => {
      expect(observations(find(files, 'deployment-event.json'))).toMatchObject([
        {
          commit: '279484c09fbe69ededfced8c1bb6e6d24616b468',
          environment: 'staging',
          time: { at: '2021-04-28T19:50:00.000Z', basis: 'event' },
        },
      ]);
    });

    it('hold a push with two of its four commits', () => {
      expect(observations(find(files, 'push-event.json'))).toMatchObject([
        { repository: 'example.com/mike/diaspora', truncated: true },
      ]);
    });

    it('hold a job from before events named the pipeline and the project', () => {
      expect(observations(find(files, 'build-event.json'))).toMatchObject([
        { repository: '192.168.64.1:3005/gitlab-org/gitlab-test', run: '2366' },
      ]);
    });
  },
);

describeWithCorpus(
  'the payload that Argo CD tests with',
  'argo-cd/util/webhook/testdata',
  files =>
    everyPayloadIsRead(files.filter(({ name }) => name.startsWith('gitlab'))),
);
