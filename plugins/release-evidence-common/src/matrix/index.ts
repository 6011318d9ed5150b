export { assess, evidenceOf, requirements } from './score';
export { changeOf, landingOf } from './change';
export type { ReleaseChange } from './change';
export { judgeDocument, statementDetails } from './trust';
export type { JudgedDocument } from './trust';
export type { MatrixContext, ExcludedApproval } from './context';
export type { Outcome, Requirement } from './requirement';
