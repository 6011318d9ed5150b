import { z } from 'zod';
import { DeployedImage, readImages } from '../image';
import type { Stage } from './execution';

const containers = z.array(z.object({ image: z.string() }));

const podSpec = z.object({ containers });

const template = z.object({ template: z.object({ spec: podSpec }) });

/** A workload of Kubernetes, however deep its containers are. */
const manifestSchema = z.union([
  z
    .object({ spec: template })
    .transform(({ spec }) => spec.template.spec.containers),
  z
    .object({ spec: z.object({ jobTemplate: z.object({ spec: template }) }) })
    .transform(({ spec }) => spec.jobTemplate.spec.template.spec.containers),
  z.object({ spec: podSpec }).transform(({ spec }) => spec.containers),
]);

const artifactSchema = z.object({
  type: z.literal('docker/image'),
  reference: z.string(),
});

/**
 * The images that a stage deploys: those of the manifests that it made, which
 * say what every container got, else those of the artifacts it was given.
 */
export function imagesOf({ context, outputs }: Stage): DeployedImage[] {
  const manifests = firstList(
    outputs?.manifests,
    context?.['outputs.manifests'],
    context?.manifests,
  ).flatMap(manifest => manifestSchema.safeParse(manifest).data ?? []);
  if (manifests.length > 0) {
    return readImages(manifests.map(({ image }) => image));
  }
  const artifacts = [
    ...firstList(outputs?.artifacts, context?.artifacts),
    ...firstList(context?.['outputs.createdArtifacts']),
    ...firstList(context?.resolvedExpectedArtifacts).map(
      expected =>
        z.object({ boundArtifact: z.unknown() }).safeParse(expected).data
          ?.boundArtifact,
    ),
  ].flatMap(artifact => artifactSchema.safeParse(artifact).data ?? []);
  return readImages(artifacts.map(({ reference }) => reference));
}

function firstList(...values: unknown[]): unknown[] {
  return (
    values.find(
      (value): value is unknown[] => Array.isArray(value) && value.length > 0,
    ) ?? []
  );
}
