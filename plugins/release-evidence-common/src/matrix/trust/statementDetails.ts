import type { StatementDetails, StatementField } from '../../api';
import type {
  DocumentContent,
  PredicateContent,
} from '../../vocabulary/document';
import type { DocumentFact } from '../../vocabulary/release';
import type { SignatureFact } from '../../vocabulary/signature';
import { checkCommand } from './checkCommand';

/**
 * What a document says and who signed it, to be shown beside its verification.
 *
 * @public
 */
export function statementDetails(document: DocumentFact): StatementDetails {
  const { content, signature, proof, format } = document;
  const valid = signature?.status === 'valid' ? signature : null;
  return {
    proof,
    format,
    predicateType: content.kind === 'statement' ? content.predicateType : null,
    signer: valid?.signer ?? null,
    claimedSigner: claimedBy(signature),
    signedAt: valid?.signedAt ?? null,
    logIndex: valid?.logIndex ?? null,
    said: saidBy(content.kind === 'statement' ? content.predicate : content),
    command: checkCommand(document),
  };
}

function claimedBy(signature: SignatureFact | null): string | null {
  return signature && signature.status !== 'valid'
    ? signature.claimedSigner
    : null;
}

type Said = Partial<Record<StatementField, string | null | undefined>>;

function saidBy(
  content: PredicateContent | DocumentContent | null,
): StatementDetails['said'] {
  return Object.entries(content ? fieldsOf(content) : {}).flatMap(
    ([name, value]) => (value ? [{ name: name as StatementField, value }] : []),
  );
}

function fieldsOf(content: PredicateContent | DocumentContent): Said {
  switch (content.kind) {
    case 'provenance':
      return {
        builder: content.builder,
        repository: content.repository,
        commit: content.commit,
        workflow: content.workflow?.path,
        runner: content.runnerEnvironment,
      };
    case 'verification-summary':
      return {
        verifier: content.verifier,
        outcome: content.result,
        levels: content.levels.join(', '),
      };
    case 'source-provenance':
      return {
        repository: content.repository,
        controls: content.controls.map(({ name }) => name).join(', '),
      };
    case 'sbom':
      return { components: String(content.components) };
    case 'check':
      return { outcome: content.outcome };
    default:
      return {};
  }
}
