import { cdEvent } from '../../__testUtils__/cdEvents';
import { read } from '../../__testUtils__/send';

describe('an event of another vocabulary', () => {
  it.each([
    ['dev.cdeventsx.mytool-resource.created.0.1.0', 'a custom event'],
    ['dev.tekton.event.pipelinerun.successful.v1', 'no event of the CDEvents'],
    ['dev.cdevents.artifact.imagined.0.1.0', 'no event of the CDEvents'],
    ['dev.cdevents.constructor.0.1.0', 'no event of the CDEvents'],
    ['dev.cdevents.change.merged.0.3.0', 'neither its head commit'],
    ['dev.cdevents.branch.deleted.0.3.0', 'names no commit'],
    ['dev.cdevents.repository.created.0.3.0', 'names no commit'],
    ['dev.cdevents.environment.created.0.3.0', 'no deployment'],
    ['dev.cdevents.incident.detected.0.3.0', 'incidents are not'],
    ['dev.cdevents.ticket.closed.0.2.0', 'tickets are not'],
    ['dev.cdevents.reconciliation.finished.0.1.0-draft', 'names no artifact'],
  ])('%s says nothing, and why', (type, reason) => {
    const said = read('cdevents', cdEvent('x', {}, { context: { type } }));
    expect(said).toMatch(/^context\.type: /);
    expect(said).toContain(reason);
  });
});
