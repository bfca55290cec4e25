import { breakCommands } from '@sluice/adapters/sandbox/neutralise';
import { plainText } from '@sluice/deliver';
import type { Progress } from '@sluice/ports';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Live progress: one line that changes on a terminal, plain lines elsewhere, nothing when quiet. */
export function openProgress(
  stream: NodeJS.WriteStream,
  { quiet }: { quiet: boolean },
): { report: Progress; close(): void } {
  if (quiet) return { report: () => undefined, close: () => undefined };
  if (!stream.isTTY) {
    return {
      report: ({ stage, message }) => void stream.write(breakCommands(`${stage}: ${plainText(message)}\n`)),
      close: () => undefined,
    };
  }
  let text = '';
  let frame = 0;
  const draw = (): void => {
    frame = (frame + 1) % FRAMES.length;
    const width = Math.max(20, (stream.columns || 80) - 4);
    stream.write(
      `\r\u001b[2K${FRAMES[frame]} ${text.length > width ? `${text.slice(0, width - 1)}…` : text}`,
    );
  };
  const timer = setInterval(draw, 100);
  timer.unref();
  return {
    report: ({ stage, message }) => {
      text = `${stage}: ${plainText(message)}`;
      draw();
    },
    close: () => {
      clearInterval(timer);
      stream.write('\r\u001b[2K');
    },
  };
}
