import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';

/** What the benchmark asks of a server's process. */
export type ControlRequest =
  | { ask: 'cpu' }
  | { ask: 'start-profile' }
  | { ask: 'stop-profile'; file: string };

/** What the process answers; the first answer says that it is ready. */
export type ControlAnswer =
  | { answer: 'ready' }
  | { answer: 'cpu'; seconds: number }
  | { answer: 'profile' };

/**
 * Answers the benchmark over the channel between the processes, so that the
 * servers' HTTP side stays as it is. Ends when the benchmark does.
 */
export function answerControl(): void {
  let session: Session | undefined;
  process.on('message', async (request: ControlRequest) => {
    switch (request.ask) {
      case 'cpu':
        tell({ answer: 'cpu', seconds: cpuSeconds() });
        break;
      case 'start-profile':
        session = new Session();
        session.connect();
        await session.post('Profiler.enable');
        await session.post('Profiler.start');
        tell({ answer: 'profile' });
        break;
      default: {
        const stopped = await session?.post('Profiler.stop');
        session?.disconnect();
        await writeFile(request.file, JSON.stringify(stopped?.profile));
        tell({ answer: 'profile' });
      }
    }
  });
  process.on('disconnect', () => process.exit(0));
  tell({ answer: 'ready' });
}

/** A server that cannot start ends, so that nobody waits for it. */
export function endWith(error: Error): void {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

function tell(answer: ControlAnswer): void {
  process.send?.(answer);
}

/** In user and kernel mode, all threads of the process. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
