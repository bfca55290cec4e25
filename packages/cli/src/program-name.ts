/** What people type to start this program: in a clone of Sluice it is known to `npx` alone. */
export function programName(): string {
  return process.env['npm_command'] === 'exec' ? 'npx sluice' : 'sluice';
}
