import type { CheckResult } from '../../vocabulary/evidence';

export const OK: CheckResult = { result: 'ok' };

export function failed(reason: string): CheckResult {
  return { result: 'failed', reason };
}

export function notChecked(reason: string): CheckResult {
  return { result: 'not-checked', reason };
}
