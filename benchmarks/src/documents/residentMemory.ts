import { readFileSync, writeFileSync } from 'node:fs';

/** How much memory a process has resident, in megabytes (Linux). */
export class ResidentMemory {
  constructor(private readonly pid: number | 'self') {}

  now(): number {
    return this.read('VmRSS');
  }

  /** Forgets the peak so far. */
  startOver(): void {
    writeFileSync(`/proc/${this.pid}/clear_refs`, '5');
  }

  /** The most since it was told to start over. */
  peak(): number {
    return this.read('VmHWM');
  }

  private read(field: string): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    const kilobytes = new RegExp(`${field}:\\s*(\\d+) kB`).exec(status)?.[1];
    if (kilobytes === undefined) {
      throw new Error(`The system does not tell the ${field} of a process`);
    }
    return Number(kilobytes) / 1024;
  }
}
