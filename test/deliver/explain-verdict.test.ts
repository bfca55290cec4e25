import { explainVerdict, rejectionSentence } from '@sluice/deliver';
import { REJECTION_KINDS, REJECTIONS, type ManifestCheck, type ManifestVerdict } from '@sluice/model';

const OK: ManifestCheck = { field: 'build trigger (.20)', expected: 'push', actual: 'push', ok: true };
const WRONG: ManifestCheck = {
  field: 'runner environment (.11)',
  expected: 'github-hosted',
  actual: null,
  ok: false,
};
const BELIEVED: ManifestVerdict = { rejection: null, checks: [OK] };
const REFUSED: ManifestVerdict = {
  rejection: { kind: 'wrong-runner', field: WRONG.field, expected: WRONG.expected, actual: WRONG.actual },
  checks: [OK, WRONG],
};

function explain(verdict: ManifestVerdict, unchecked: readonly string[] = []): string {
  return explainVerdict({ subject: 'claude/x at 0123456789', verdict, unchecked, notes: [] });
}

test('a believed manifest, every field with what was found', () => {
  expect(explain(BELIEVED)).toBe(
    'claude/x at 0123456789: believed\n\n  ok           build trigger (.20): push\n',
  );
});

test('a field for which nothing was demanded is not called good', () => {
  const text = explain(BELIEVED, [OK.field]);
  expect(text).toContain('believed, as far as something was demanded');
  expect(text).toContain('  not checked  build trigger (.20): push');
  expect(text).not.toContain('  ok ');
});

test('a rejected manifest: the reason first, then what was expected and found', () => {
  const text = explain(REFUSED);
  expect(text.split('\n').slice(0, 2)).toEqual([
    'claude/x at 0123456789: not believed (wrong-runner)',
    REJECTIONS['wrong-runner'],
  ]);
  expect(text).toContain(
    '  WRONG        runner environment (.11)\n    expected   github-hosted\n    found      nothing',
  );
});

test('a refusal before any field was compared is shown too', () => {
  const text = explain({ ...REFUSED, checks: [] });
  expect(text).toContain('WRONG        runner environment (.11)');
});

test.each(REJECTION_KINDS)('%s has a sentence', (kind) => {
  const sentence = rejectionSentence({
    rejection: { kind, field: 'f', expected: 'e', actual: null },
    checks: [],
  });
  expect(sentence).toBe(`${REJECTIONS[kind]} f: expected e, found nothing.`);
  expect(REJECTIONS[kind]).toMatch(/^[A-Z].*\.$/);
});

test('what an attacker wrote is shown as text, on one line', () => {
  const actual = 'push\u001b[2J\n  ok           build trigger (.20): push\u202e';
  const text = explain({ rejection: { ...REFUSED.rejection!, actual }, checks: [{ ...WRONG, actual }] });
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\u202e');
  expect(text.split('\n')).not.toContain('  ok           build trigger (.20): push');
});
