export { judgeDocument } from './judgeDocument';
export type { JudgedDocument } from './judgeDocument';
