export { judgeDocument } from './judgeDocument';
export { statementDetails } from './statementDetails';
export type { JudgedDocument } from './judgeDocument';
