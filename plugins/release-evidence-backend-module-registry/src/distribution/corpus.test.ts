import {
  deliverTo,
  describeWithCorpus,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { readEvent, sourceWith } from '../__testUtils__/send';

describeWithCorpus(
  'the examples of the registry’s own documentation',
  'docker-distribution/examples',
  files => {
    const json = (name: string) => {
      const file = files.find(entry => entry.name.includes(name));
      return JSON.parse(file!.read().toString('utf8'));
    };

    it('have three events of which one pushes a manifest', () => {
      const { identity, observed } = deliverTo(
        sourceWith({ host: 'registry.acme.test' }),
        { body: json('envelope-push') },
      );
      expect(identity.keys).toEqual([
        'asdf-asdf-asdf-asdf-0',
        'asdf-asdf-asdf-asdf-1',
        'asdf-asdf-asdf-asdf-2',
      ]);
      expect(
        observed.events.map(({ observations }) => observations.length),
      ).toEqual([1, 0, 0]);
      expect(observed.events[0].observations[0]).toMatchObject({
        kind: 'artifact-pushed',
        name: 'registry.acme.test/library/test',
        digest:
          'sha256:fea8895f450959fa676bcc1df0611ea93823a735a01205fd8622846041d0c7cf',
        time: { at: '2006-01-02T15:04:05.000Z', basis: 'event' },
        tag: null,
        actor: { name: 'test-actor' },
      });
    });

    it('have a pull, which says nothing', () => {
      const { observed } = deliverTo(sourceWith(), {
        body: json('envelope-pull'),
      });
      expect(observed.events[0].observations).toEqual([]);
      expect(observed.reason).toContain('events.0: action: ');
    });

    it('have a target to delete', () => {
      const { target } = json('delete-target');
      expect(readEvent({ action: 'delete', target })).toMatchObject({
        kind: 'artifact-deleted',
        name: 'registry.acme.test/library/test',
        digest: target.digest,
        tag: null,
      });
    });
  },
);
