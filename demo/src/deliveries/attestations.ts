import { GITHUB_ISSUER, Identity } from '../sigstore';
import { fullName } from './github/repository';
import { Project } from './project';
import { Built } from './release';
import { after, stamp } from './time';

const STATEMENT = 'https://in-toto.io/Statement/v1';
const BUILD_TYPE = 'https://actions.github.io/buildtypes/workflow/v1';
const BRANCH = 'refs/heads/main';

/**
 * Has the release workflow sign what it built: provenance, as GitHub's attest
 * action writes it, and the image's digest.
 */
export function attest(project: Project, built: Built): void {
  const { image, at } = built;
  const by = identityOf(project, built);
  const query = { digest: image.digest };
  project.story.sign(
    JSON.stringify(provenanceOf(project, built)),
    { as: 'statement', by },
    query,
    after(at, { seconds: 20 }),
  );
  project.story.sign(
    image.content,
    { as: 'artifact', by },
    query,
    after(at, { seconds: 30 }),
  );
}

function addressesOf(project: Project, { run }: Built) {
  const repository = `https://github.com/${fullName(project.facts)}`;
  return {
    repository,
    workflow: `${repository}/${run.workflow.path}@${BRANCH}`,
    run: `${repository}/actions/runs/${run.id}/attempts/1`,
  };
}

/** What Fulcio writes into the certificate of a run. */
function identityOf(project: Project, built: Built): Identity {
  const { repository, workflow, run } = addressesOf(project, built);
  const { sha } = built.commit;
  return {
    name: workflow,
    issuer: GITHUB_ISSUER,
    claims: {
      9: workflow,
      10: sha,
      11: 'self-hosted',
      12: repository,
      13: sha,
      14: BRANCH,
      18: workflow,
      19: sha,
      20: 'push',
      21: run,
    },
  };
}

function provenanceOf(project: Project, built: Built): object {
  const { repository, workflow, run } = addressesOf(project, built);
  const { image, commit } = built;
  return {
    _type: STATEMENT,
    subject: [
      {
        name: `ghcr.io/${fullName(project.facts)}`,
        digest: { sha256: image.digest.slice('sha256:'.length) },
      },
    ],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: BUILD_TYPE,
        externalParameters: {
          workflow: {
            repository,
            ref: BRANCH,
            path: built.run.workflow.path,
          },
        },
        internalParameters: {
          github: { event_name: 'push', runner_environment: 'self-hosted' },
        },
        resolvedDependencies: [
          {
            uri: `git+${repository}@${BRANCH}`,
            digest: { gitCommit: commit.sha },
          },
        ],
      },
      runDetails: {
        builder: { id: workflow },
        metadata: {
          invocationId: run,
          startedOn: stamp(built.run.startedAt),
          finishedOn: stamp(built.at),
        },
      },
    },
  };
}
