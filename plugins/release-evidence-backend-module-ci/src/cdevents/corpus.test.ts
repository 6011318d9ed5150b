import { describeWithCorpus } from 'backstage-plugin-release-evidence-node/testUtils';
import { observe } from '../__testUtils__/send';
import { parseDomainId } from './domainId';

/** What each published event says, by its file; else why it says nothing. */
const SAID: Record<string, string | RegExp> = {
  'conformance.json': 'context.type: a custom event',
  'approval_created.json': 'approval',
  'artifact_published.json': 'artifact-announced',
  'build_finished.json': 'build-run',
  'pipelinerun_finished.json': 'build-run',
  'pipelinerun_queued.json': 'build-run',
  'service_deployed.json': 'deployment',
  'service_removed.json': 'deployment',
  'service_upgraded.json': 'deployment',
  'taskrun_finished.json': 'build-job',
  'taskrun_started.json': 'build-job',
  'testcaserun_finished.json': 'check',
  'testoutput_published.json': 'check',
  'artifact_downloaded.json': 'context.type: ',
  'artifact_signed.json': 'subject.id: the package URL names no digest',
  'branch_deleted.json': 'context.type: ',
  'change_created.json': 'context.type: ',
  'change_merged.json': 'context.type: ',
  'change_reviewed.json': 'context.type: ',
  'incident_detected.json': 'context.type: ',
  'repository_deleted.json': 'context.type: ',
  'testcaserun_queued.json': 'context.type: ',
  'testcaserun_skipped.json': 'context.type: ',
  'testcaserun_started.json': 'context.type: ',
  'ticket_created.json': 'context.type: ',
};

/** An observation, or a reason that names a field. */
const ANYTHING = /^([a-z]+(-[a-z]+)*|(context|subject)\.[\w.]+: .+)$/;

describeWithCorpus('the events of the specification', 'cdevents', files => {
  const json = (name: string) =>
    JSON.parse(
      files
        .find(file => file.name === name)!
        .read()
        .toString('utf8'),
    );

  const events = files
    .map(({ name }) => name)
    .filter(name => /^(conformance|custom)\/[^/]+\.json$/.test(name));

  it.each(events)('%s is read', name => {
    const body = json(name);
    const observed = observe('cdevents', { body });
    const said = observed.events.flatMap(({ observations }) => observations);
    const expected = SAID[name.split('/')[1]] ?? ANYTHING;
    expect(said.length === 0).toBe(observed.reason !== undefined);
    expect(said[0]?.kind ?? observed.reason).toMatch(expected);
    expect(observed.events[0].key).toContain(body.context.id);
    expect(said.every(({ time }) => time?.basis === 'event')).toBe(true);
  });

  it('has digests where artifacts are built and deployed', () => {
    const digest =
      'sha256:0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427';
    for (const word of ['service_deployed', 'service_upgraded']) {
      expect(
        observe('cdevents', { body: json(`conformance/${word}.json`) })
          .events[0].observations,
      ).toMatchObject([
        { digest, artifact: 'pkg:oci/myapp', environment: 'test123' },
      ]);
    }
    expect(
      observe('cdevents', { body: json('conformance/build_finished.json') })
        .events[0].observations,
    ).toMatchObject([{ digests: [digest] }]);
  });

  it('has domain ids, valid and not', () => {
    const { valid, invalid } = json('conformance/formats/domainid.json');
    expect(
      valid.map(({ expected }: { expected: string }) =>
        parseDomainId(expected),
      ),
    ).toEqual(valid.map(({ segments }: { segments: object }) => segments));
    expect(
      invalid.filter(({ input }: { input: string }) => parseDomainId(input)),
    ).toEqual([]);
  });
});
