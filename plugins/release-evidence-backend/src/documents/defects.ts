import {
  CheckOutcome,
  SeverityCounts,
} from 'backstage-plugin-release-evidence-common';
import { wordOf } from './values';

export function noDefects(): SeverityCounts {
  return { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };
}

/** Counts a defect under the word that the scanner has for its severity. */
export function countDefect(counts: SeverityCounts, severity: unknown): void {
  counts[severityOf(severity)]++;
}

function severityOf(word: unknown): keyof SeverityCounts {
  switch (wordOf(word).toLowerCase()) {
    case 'critical':
      return 'critical';
    case 'high':
      return 'high';
    case 'medium':
    case 'moderate':
      return 'medium';
    case 'low':
    case 'negligible':
    case 'info':
      return 'low';
    default:
      return 'unknown';
  }
}

/** What a scan that ran to its end says by itself: see `CheckContent`. */
export function outcomeOf(counts: SeverityCounts): CheckOutcome {
  return Object.values(counts).every(count => count === 0)
    ? 'passed'
    : 'unknown';
}

/** The bands of CVSS 3, which scanners use for their own scores too. */
export function severityOfScore(score: number): keyof SeverityCounts {
  if (score >= 9) {
    return 'critical';
  }
  if (score >= 7) {
    return 'high';
  }
  return score >= 4 ? 'medium' : 'low';
}
