import { webUrl } from '../github/repository';
import { blobsOf } from '../image';
import { after } from '../time';
import { Build, Tool } from './document';
import { imageReference } from './packages';

/** What the machine wrote while it built. */
export const buildLog: Tool = build => {
  const { run } = build;
  const begin = after(run.startedAt, { seconds: 20 });
  const lines = linesOf(build);
  const step = 400 / lines.length;
  return {
    mediaType: 'text/plain; charset=utf-8',
    body: lines
      .map((line, index) => {
        const at = after(begin, { seconds: Math.floor(index * step) });
        return `${at.toISOString()} ${line}\n`;
      })
      .join(''),
    at: after(run.startedAt, { minutes: 7, seconds: 15 }),
    about: 'image',
  };
};

function linesOf({ facts, commit, image }: Build): string[] {
  const { config, layers } = blobsOf(image);
  const reference = imageReference(image);
  return [
    "Current runner version: '2.328.0'",
    '##[group]Runner Image',
    'Image: ubuntu-24.04',
    '##[endgroup]',
    'Prepare workflow directory',
    'Complete job name: build',
    '##[group]Run actions/checkout@v5',
    `Syncing repository: ${facts.owner.login}/${facts.name}`,
    `[command]/usr/bin/git remote add origin ${webUrl(facts)}`,
    `[command]/usr/bin/git checkout --progress --force ${commit.sha}`,
    `HEAD is now at ${commit.sha.slice(0, 7)} ${commit.message.split('\n')[0]}`,
    '##[endgroup]',
    `##[group]Run docker buildx build --push --tag ${reference} .`,
    '#1 [internal] load build definition from Dockerfile',
    '#1 DONE 0.0s',
    '#2 [internal] load metadata for docker.io/library/debian:13-slim',
    '#2 DONE 0.9s',
    `#3 [1/3] FROM docker.io/library/debian:13-slim@${layers[0].digest}`,
    '#3 DONE 4.2s',
    '#4 [2/3] RUN apt-get install --no-install-recommends --yes ca-certificates tzdata',
    '#4 DONE 11.6s',
    '#5 [3/3] COPY --from=build /app /app',
    '#5 DONE 0.4s',
    '#6 exporting to image',
    '#6 exporting layers 3.1s done',
    `#6 exporting manifest ${image.digest} done`,
    `#6 exporting config ${config.digest} done`,
    `#6 pushing manifest for ${reference}@${image.digest} done`,
    '#6 DONE 9.8s',
    '##[endgroup]',
    'Cleaning up orphan processes',
  ];
}
