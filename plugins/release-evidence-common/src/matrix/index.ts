export { assess, evidenceOf, requirements } from './score';
export { changeOf, landingOf } from './change';
export type { ReleaseChange } from './change';
export type { MatrixContext, ExcludedApproval } from './context';
export type { Outcome, Requirement } from './requirement';
