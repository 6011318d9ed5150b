import type { CheckResult } from '../../vocabulary/evidence';
import type { ComponentFacts, DocumentFact } from '../../vocabulary/release';
import { parseRepository, Repository } from '../../vocabulary/repository';
import type { Signer } from '../../vocabulary/signature';
import { provenanceOf } from './builderCheck';
import { failed, notChecked, OK } from './checks';

/**
 * Whether what a statement is about was built from the component's own source.
 * What the certificate says was written by its authority, and goes before what
 * the statement says; where the two differ, one of them is not true.
 */
export function checkSource(
  document: DocumentFact,
  signer: Signer,
  { repositories }: ComponentFacts,
): CheckResult {
  const provenance = provenanceOf(document);
  const claims = signer.kind === 'certificate' ? signer.claims : null;
  const claimed = claims?.sourceRepository
    ? parseRepository(claims.sourceRepository) ?? null
    : null;
  const said = provenance?.repository ?? sourceIn(document);
  if (claimed && said && claimed !== said) {
    return failed(
      `The certificate was issued to a run of ${claimed}, and the statement says ${said}.`,
    );
  }
  if (
    claims?.sourceCommit &&
    provenance?.commit &&
    claims.sourceCommit !== provenance.commit
  ) {
    return failed(
      `The certificate was issued for commit ${claims.sourceCommit}, and the provenance says ${provenance.commit}.`,
    );
  }
  const repository = claimed ?? said;
  if (!repository) {
    return provenance
      ? failed('Neither certificate nor provenance names the source.')
      : notChecked('Nothing names the source.');
  }
  return repositories.includes(repository)
    ? OK
    : failed(
        `It was built from ${repository}, which is not the component’s own repository.`,
      );
}

function sourceIn({ content }: DocumentFact): Repository | null {
  return content.kind === 'statement' &&
    content.predicate?.kind === 'source-provenance'
    ? content.predicate.repository
    : null;
}
