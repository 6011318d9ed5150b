/**
 * What a Release Evidence source module implements.
 *
 * @packageDocumentation
 */
export * from './body';
export * from './credentials';
export * from './extensions';
export * from './payload';
export * from './payloadTime';
export * from './request';
export * from './source';
