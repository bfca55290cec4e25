import { countTests, floorResult, missingTests, mostTests } from '@sluice/judge';
import { asOid, isGreen } from '@sluice/model';

const counted = (report: string): Record<string, number> => Object.fromEntries(countTests(report));

describe('a JUnit report', () => {
  test('as reporters write it: tests that ran, by class and name', () => {
    const report = `<?xml version="1.0"?>
<!-- <testcase name="in a comment"/> -->
<testsuites><testsuite name="a > b" tests="4">
  <testcase classname="tests.test_a" name="test_b[1 &gt; 0]" time='0.1' />
  <testcase name='quote "q"' classname="A"><system-out><![CDATA[<testcase name="printed"/>]]></system-out></testcase>
  <testcase classname="A" name="fails"><failure message="m">text</failure></testcase>
  <testcase classname="A" name="skipped"><skipped/></testcase>
  <testcase classname="G" name="disabled" status="notrun" result="suppressed" />
  <testcase classname="A" name="twice"/><testcase classname="A" name="twice"></testcase>
  <testcase
     name="a &lt; b, c > d"
  />
</testsuite></testsuites>`;
    expect(counted(report)).toEqual({
      'tests.test_a > test_b[1 &gt; 0]': 1,
      'A > quote "q"': 1,
      'A > fails': 1,
      'A > twice': 2,
      'a &lt; b, c > d': 1,
    });
  });

  test.each([
    '',
    'ok 1 - a test',
    '<testsuites/>',
    '<html><body>404</body></html>',
    '<testcase name="cut',
    '<!--',
  ])('that is none counts nothing: %s', (report) => {
    expect([...countTests(report).values()].filter((times) => times > 1)).toEqual([]);
    expect(Object.keys(counted(report)).filter(Boolean)).toEqual([]);
  });

  test('made to be slow is read in one go', () => {
    for (const part of [
      '<testcase ',
      '<!',
      '<testcase a="',
      "<a b='>' ",
      '<',
      ' \t<x   ',
      '<![CDATA[',
      '<skipped',
    ])
      expect(countTests(part.repeat(200_000)).size).toBeLessThanOrEqual(1);
  });
});

describe('the floor', () => {
  const base = new Map([
    ['a', 1],
    ['b', 2],
  ]);
  const subject = { tree: asOid('a'.repeat(40)), tier: 'test' };

  test('names what ran less often than on the base, and asks for nothing new', () => {
    expect(missingTests(base, new Map([['b', 1]]))).toEqual(['a', 'b']);
    expect(missingTests(base, new Map([...base, ['new', 1]]))).toEqual([]);
    expect(missingTests(base, mostTests([new Map([['a', 1]]), new Map([['b', 2]])]))).toEqual([]);
  });

  test('is green only when nothing is missing', () => {
    expect(isGreen(floorResult(subject, base, base))).toBe(true);
    const red = floorResult(subject, base, new Map());
    expect(isGreen(red)).toBe(false);
    expect(red.log).toBe('2 of 2 tests that run on the base did not run:\na\nb');
  });

  test('names the first fifty', () => {
    const many = new Map(Array.from({ length: 60 }, (_, i) => [`test ${i}`, 1]));
    expect(floorResult(subject, many, new Map()).log.split('\n').slice(-2)).toEqual([
      'test 49',
      'and 10 more',
    ]);
  });
});
