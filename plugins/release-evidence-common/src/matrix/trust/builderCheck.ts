import type { CheckResult } from '../../vocabulary/evidence';
import { matchesWhole } from '../../vocabulary/pattern';
import type { TrustedBuilder, TrustPolicy } from '../../vocabulary/policy';
import type { ProvenanceContent } from '../../vocabulary/provenance';
import type { ComponentFacts, DocumentFact } from '../../vocabulary/release';
import type { Signer } from '../../vocabulary/signature';
import { failed, notChecked, OK } from './checks';
import { isExpectedWorkflow } from './signerCheck';

/** What a statement says of a build, if it is provenance. */
export function provenanceOf({
  content,
}: DocumentFact): ProvenanceContent | null {
  return content.kind === 'statement' &&
    content.predicate?.kind === 'provenance'
    ? content.predicate
    : null;
}

/** The policy's entry for a builder. */
export function listedBuilder(
  id: string,
  { builders }: TrustPolicy,
): TrustedBuilder | undefined {
  return builders.find(builder => matchesWhole(builder.id, id));
}

/**
 * Whether provenance comes from the builder that it names, and that builder is
 * expected. Who signs could write any name, so the builder must be the signer
 * itself, unless the policy lists who signs for it.
 */
export function checkBuilder(
  document: DocumentFact,
  signer: Signer,
  component: ComponentFacts,
  trust: TrustPolicy,
): CheckResult {
  const provenance = provenanceOf(document);
  if (!provenance) {
    return notChecked('It is no build provenance.');
  }
  const { builder } = provenance;
  if (builder === null) {
    return failed('The provenance names no builder.');
  }
  const listed = listedBuilder(builder, trust);
  if (!isSignedBy(signer, builder, listed)) {
    return failed(
      `The provenance names the builder ${builder}, and ${
        signer.kind === 'key' ? `the key ${signer.id}` : signer.identity
      } signed it.`,
    );
  }
  if (!listed && trust.builders.length > 0) {
    return failed(`The builder ${builder} is not listed under trust.builders.`);
  }
  return checkWorkflow(provenance, signer, component);
}

const HOSTED_RUNNER = /^https:\/\/github\.com\/actions\/runner\/(.+)$/;

function isSignedBy(
  signer: Signer,
  builder: string,
  listed: TrustedBuilder | undefined,
): boolean {
  if (signer.kind === 'key') {
    return listed !== undefined;
  }
  if (listed?.signer) {
    return matchesWhole(listed.signer, signer.identity);
  }
  const runner = HOSTED_RUNNER.exec(builder)?.[1];
  return (
    builder === signer.identity ||
    (runner !== undefined && runner === signer.claims.runnerEnvironment)
  );
}

function checkWorkflow(
  { workflow }: ProvenanceContent,
  signer: Signer,
  { workflow: expected }: ComponentFacts,
): CheckResult {
  if (!expected) {
    return OK;
  }
  const claimed =
    signer.kind === 'certificate' ? signer.claims.buildConfig : null;
  const named =
    workflow?.repository && workflow.path
      ? `https://${workflow.repository}/${workflow.path}@${workflow.ref ?? ''}`
      : null;
  const address = claimed ?? named;
  if (!address) {
    return failed('Neither certificate nor provenance names the workflow.');
  }
  return isExpectedWorkflow(address, expected)
    ? OK
    : failed(
        `It was built by ${address}, and the component expects ${expected.repository}/${expected.path}.`,
      );
}
