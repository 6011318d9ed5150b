import { approvalClosed, approvalCreated, approvalUpdated } from './approval';
import { artifactDeleted, artifactSigned, artifactStored } from './artifact';
import type { CdEventReader } from './reader';
import { run, task } from './run';
import { serviceDeployed, serviceRemoved } from './service';
import { testFinished, testOutput } from './testRun';

export type { CdEventReader } from './reader';

const says =
  (reason: string): CdEventReader =>
  () =>
    `context.type: ${reason}`;

const UNFINISHED = says('only a test that has ended has a result');

const readers = new Map<string, CdEventReader>([
  ['approval.closed', approvalClosed],
  ['approval.created', approvalCreated],
  ['approval.updated', approvalUpdated],
  ['artifact.deleted', artifactDeleted],
  ['artifact.downloaded', says('a download stores nothing')],
  ['artifact.packaged', artifactStored],
  ['artifact.published', artifactStored],
  ['artifact.signed', artifactSigned],
  ['build.finished', run('completed')],
  ['build.queued', run('waiting')],
  ['build.started', run('running')],
  ['pipelinerun.finished', run('completed')],
  ['pipelinerun.queued', run('waiting')],
  ['pipelinerun.started', run('running')],
  ['service.deployed', serviceDeployed],
  ['service.published', says('a service that can be reached is no deployment')],
  ['service.removed', serviceRemoved],
  ['service.rolledback', serviceDeployed],
  ['service.upgraded', serviceDeployed],
  ['taskrun.finished', task('completed')],
  ['taskrun.started', task('running')],
  ['testcaserun.finished', testFinished],
  ['testcaserun.queued', UNFINISHED],
  ['testcaserun.skipped', says('a test that was skipped has no result')],
  ['testcaserun.started', UNFINISHED],
  ['testoutput.published', testOutput],
  ['testsuiterun.finished', testFinished],
  ['testsuiterun.queued', UNFINISHED],
  ['testsuiterun.started', UNFINISHED],
]);

const SUBJECTS = new Map<string, CdEventReader>([
  [
    'branch',
    says('a branch event names no commit; the forge’s own webhook does'),
  ],
  [
    'change',
    says(
      'a change event names neither its head commit nor its author; the forge’s own webhook does',
    ),
  ],
  ['environment', says('an environment alone is no deployment')],
  ['incident', says('incidents are not release evidence')],
  [
    'reconciliation',
    says('a reconciliation names no artifact; the deployer’s own webhook does'),
  ],
  ['repository', says('a repository event names no commit')],
  ['ticket', says('tickets are not release evidence')],
]);

const CUSTOM = says('a custom event, whose meaning only its sender knows');

const UNKNOWN = says('no event of the CDEvents vocabulary that is known here');

/** The reader of an event; every event has one, if only to say why not. */
export function readerOf(event: {
  type: string;
  word: string | undefined;
}): CdEventReader {
  const { type, word } = event;
  if (type.startsWith('dev.cdeventsx.')) {
    return CUSTOM;
  }
  return (
    readers.get(word ?? '') ??
    SUBJECTS.get(word?.split('.')[0] ?? '') ??
    UNKNOWN
  );
}
