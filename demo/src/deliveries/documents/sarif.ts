import { webUrl } from '../github/repository';
import { after, stamp } from '../time';
import { Build, Tool } from './document';

/** What an analysis of the source can find, and where it did. */
export interface Weakness {
  rule: string;
  text: string;
  level: 'error' | 'warning';
  /** A CVSS score, as GitHub writes it into the rules of CodeQL. */
  score: string;
  file: string;
  line: number;
}

/** An analysis of the source by CodeQL, which knows the commit and no image. */
export function sarif(found: Weakness[]): Tool {
  return build => {
    const at = after(build.run.startedAt, { minutes: 4 });
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [runOf(build, found, at)],
    };
    return {
      mediaType: 'application/sarif+json',
      body: JSON.stringify(log),
      at,
      about: 'source',
    };
  };
}

function runOf({ facts, commit, run }: Build, found: Weakness[], at: Date) {
  return {
    tool: {
      driver: {
        name: 'CodeQL',
        organization: 'GitHub',
        semanticVersion: '2.23.1',
        rules: found.map(({ rule, text, level, score }) => ({
          id: rule,
          name: rule,
          shortDescription: { text },
          defaultConfiguration: { enabled: true, level },
          properties: { 'security-severity': score, tags: ['security'] },
        })),
      },
    },
    automationDetails: {
      id: `${
        run.workflow.path
      }:analyze/language:${facts.language.toLowerCase()}/`,
    },
    invocations: [
      {
        executionSuccessful: true,
        startTimeUtc: stamp(after(run.startedAt, { minutes: 1 })),
        endTimeUtc: stamp(at),
      },
    ],
    versionControlProvenance: [
      {
        repositoryUri: webUrl(facts),
        revisionId: commit.sha,
        branch: 'refs/heads/main',
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: found.map(({ rule, text, file, line }, index) => ({
      ruleId: rule,
      ruleIndex: index,
      message: { text },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: file, uriBaseId: '%SRCROOT%' },
            region: { startLine: line },
          },
        },
      ],
    })),
  };
}
