// Secrets never show in logs, annotations and summaries.

const STARS = '***';

/** Everything that a job must not show; grows while the job runs. */
export class Masks {
  #values = new Set<string>();
  #expression: RegExp | null = null;

  /** Hides a value, each of its lines, and the forms in which it would show as JSON, in a URL or in base64. */
  add(value: string): void {
    for (const line of [value, ...value.split(/\r?\n/)]
      .map((each) => each.trim())
      .filter((each) => each !== '')) {
      for (const form of formsOf(line)) this.#values.add(form);
    }
    this.#expression = null;
  }

  hide(text: string): string {
    if (this.#values.size === 0) return text;
    this.#expression ??= expressionOf(this.#values);
    return text.replace(this.#expression, STARS);
  }

  /** Whether a text would show something hidden. */
  reveals(text: string): boolean {
    return this.hide(text) !== text;
  }
}

/** Base64 depends on what stands before the value: three shifts, without the characters that its neighbours change. */
function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const shifts = [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
    const whole = bytes.toString('base64').replace(/=+$/, '');
    const inner = whole.slice(shift === 0 ? 0 : shift + 1, bytes.length % 3 === 0 ? undefined : -1);
    return inner.length >= 8 ? [inner] : [];
  });
  return [value, json, encodeURIComponent(value), ...shifts];
}

function expressionOf(values: ReadonlySet<string>): RegExp {
  const longestFirst = [...values].toSorted((a, b) => b.length - a.length);
  return new RegExp(
    longestFirst.map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|'),
    'g',
  );
}
