import type { CheckOutcome } from 'backstage-plugin-release-evidence-common';
import { webLink } from 'backstage-plugin-release-evidence-node';
import { z } from 'zod';
import { optionalText } from '../../fields';
import { untoldTarget } from '../../untold';
import { artifactOf } from '../subject';
import { contentReader } from './reader';

const definitionSchema = z
  .object({ id: optionalText, name: optionalText, type: optionalText })
  .nullish()
  .catch(null);

const runSchema = z.object({
  outcome: z.string(),
  testCase: definitionSchema,
  testSuite: definitionSchema,
  uri: optionalText,
});

/** A case's or a suite's run has ended. */
export const testFinished = contentReader(runSchema, (content, event, time) => {
  const definition = content.testCase ?? content.testSuite;
  return [
    {
      ...untoldTarget,
      ...artifactOf(event),
      kind: 'check',
      time,
      link: webLink(content.uri),
      check: checkOf(definition?.type),
      name: definition?.name || definition?.id || event.id,
      tool: null,
      outcome: outcomeOf(content.outcome),
      defects: null,
    },
  ];
});

/** A test of another kind than these does not stand in for the usual ones. */
const APART = ['security', 'compliance', 'performance'];

function checkOf(type: string | null | undefined): string {
  return type && APART.includes(type) ? type : 'test';
}

function outcomeOf(outcome: string): CheckOutcome {
  switch (outcome) {
    case 'success':
      return 'passed';
    case 'failure':
    case 'error':
      return 'failed';
    default:
      return 'unknown';
  }
}

const outputSchema = z.object({
  uri: optionalText,
  testCaseRun: z.object({ id: optionalText }).nullish().catch(null),
});

/** A report, a log or a video; how the test ended stands inside of it. */
export const testOutput = contentReader(
  outputSchema,
  (content, event, time) => [
    {
      ...untoldTarget,
      ...artifactOf(event),
      kind: 'check',
      time,
      link: webLink(content.uri),
      check: 'test',
      name: content.testCaseRun?.id || event.id,
      tool: null,
      outcome: 'unknown',
      defects: null,
    },
  ],
);
