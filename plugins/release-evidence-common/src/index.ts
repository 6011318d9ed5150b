/**
 * The words of Release Evidence, its permissions and the control matrix: pure
 * functions without I/O, for the backend, the browser and the pack's verifier.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './matrix';
export * from './permissions';
export * from './vocabulary';
