import { ResponseError } from '@backstage/errors';

/**
 * Whether the server refused because of who asks. What somebody may not see
 * does not exist for them, so a `NotFoundError` counts; a 404 without one comes
 * from a portal without the backend, and does not.
 */
export function isHidden(error: Error): boolean {
  return (
    isResponseError(error) &&
    (error.statusCode === 403 ||
      (error.statusCode === 404 && error.cause.name === 'NotFoundError'))
  );
}

/** Whether the server says that the caller lacks a permission. */
export function isDenied(error: Error): boolean {
  return isResponseError(error) && error.statusCode === 403;
}

/** Whether the server does not have what was asked for. */
export function isGone(error: Error): boolean {
  return isResponseError(error) && error.statusCode === 404;
}

/** Whether the server could not make sense of what was asked. */
export function isRefused(error: Error): boolean {
  return isResponseError(error) && error.statusCode === 400;
}

/** The server's own words where it gave some. */
export function reasonOf(error: Error): string {
  return isResponseError(error) ? error.cause.message : error.message;
}

/** By its name, as the class may come from another copy of the package. */
function isResponseError(error: Error): error is ResponseError {
  return error.name === 'ResponseError';
}
