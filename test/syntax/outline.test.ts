import { everyItem, importsOf } from '../../packages/syntax/src/index.ts';
import { lines, outlineFrom } from '../support/syntax.ts';

describe('the outline of a program', () => {
  test('TypeScript: imports with their names, declarations with their members', async () => {
    const outline = await outlineFrom(
      'src/a.ts',
      [
        `import fs, { join as j, type Stats } from 'node:fs';`,
        `export { a } from './a.ts';`,
        `@Injectable() export class Shop<T> {`,
        `  private open = true;`,
        `  get size(): number { return 1; }`,
        `  set size(n: number) {}`,
        `  sell(): void {}`,
        `}`,
        `export interface Ware { price: number; weigh(): number }`,
        `enum Colour { Red, Blue = 2 }`,
        `declare function over(a: string): void;`,
        `declare function over(a: number): void;`,
        `const table = { one: 1, two() {}, ...rest };`,
        `export default table;`,
      ].join('\n'),
    );
    expect(lines(outline)).toEqual([
      'import import_statement node:fs',
      'name import_specifier join as j',
      'name import_specifier type Stats',
      'import export_statement ./a.ts',
      'name export_specifier a',
      'declaration class Shop',
      'declaration field Shop.open',
      'declaration method Shop.size get',
      'declaration method Shop.size set',
      'declaration method Shop.sell',
      'declaration interface Ware',
      'declaration field Ware.price',
      'declaration method Ware.weigh ()',
      'declaration enum Colour',
      'declaration enum-member Colour.Red',
      'declaration enum-member Colour.Blue',
      'declaration function over (a: string)',
      'declaration function over (a: number)',
      'declaration variable table',
      'declaration key table.one',
      'declaration method table.two',
      'statement spread_element table.',
      'statement export_statement',
    ]);
    expect(importsOf(outline).map(({ imports }) => imports.names)).toEqual([
      [
        { name: 'default', bound: 'fs' },
        { name: 'join', bound: 'j' },
        { name: 'Stats', bound: 'Stats' },
      ],
      [{ name: 'a', bound: '' }],
    ]);
    const exported = everyItem(outline).filter((item) => item.exported);
    expect(exported.map((item) => item.name)).toEqual(['Shop', 'Ware']);
  });

  test('JavaScript: requires, assignments to exports and prototypes, groups of tests', async () => {
    const outline = await outlineFrom(
      'a.test.js',
      [
        `const { a, b: c } = require('x');`,
        `exports.run = function () {};`,
        `Shop.prototype.sell = function () {};`,
        `describe('a shop', () => {`,
        `  it('sells', () => {});`,
        `  it.skip('buys', async () => {});`,
        `});`,
      ].join('\n'),
    );
    expect(lines(outline)).toEqual([
      'import lexical_declaration x',
      'name shorthand_property_identifier_pattern a',
      'name pair_pattern b: c',
      'declaration variable exports.run',
      'declaration variable Shop.prototype.sell',
      `declaration test describe 'a shop'`,
      `declaration test describe 'a shop'.it 'sells'`,
      `declaration test describe 'a shop'.it 'buys'`,
    ]);
    expect(importsOf(outline)[0]?.imports.names).toEqual([
      { name: 'a', bound: 'a' },
      { name: 'b', bound: 'c' },
    ]);
  });

  test('Python: a property and its setter are two; a comment below a block stays in it', async () => {
    const outline = await outlineFrom(
      'a.py',
      [
        `from a.b import (c, d as e,)`,
        `import os.path, sys as system`,
        `LIMIT: int = 1`,
        `class Shop(Base):`,
        `    open = True  # always`,
        `    @property`,
        `    def size(self): ...`,
        `    @size.setter`,
        `    def size(self, n): ...`,
        `    # nothing more`,
        `def sell(): ...`,
      ].join('\n'),
    );
    expect(lines(outline)).toEqual([
      'import import_from_statement a.b',
      'name dotted_name c',
      'name aliased_import d as e',
      'import import_statement os.path, sys as system',
      'declaration variable LIMIT',
      'declaration class Shop',
      'declaration variable Shop.open',
      'declaration function Shop.size',
      'declaration function Shop.size @size.setter',
      'comment comment Shop.',
      'declaration function sell',
    ]);
    expect(importsOf(outline).flatMap(({ imports }) => imports.names.map((n) => n.bound))).toEqual([
      'c',
      'e',
      'os',
      'system',
    ]);
  });

  test('Go: groups hold what they declare, a method belongs to its receiver', async () => {
    const outline = await outlineFrom(
      'a.go',
      [
        'package shop',
        'import (',
        '\t"fmt"',
        '\tyaml "gopkg.in/yaml.v3"',
        ')',
        'const (',
        '\tA = iota // first',
        '\tB',
        ')',
        'type Shop struct { // all of it',
        '\tName, Place string',
        '\tBase',
        '}',
        'type Seller interface { Sell(n int) error }',
        'func (s *Shop[T]) Sell(n int) error { return nil }',
        'func open() {}',
      ].join('\n'),
    );
    expect(lines(outline)).toEqual([
      'statement package_clause',
      'declaration group import',
      'import import_spec fmt',
      'import import_spec gopkg.in/yaml.v3',
      'declaration group const',
      'declaration variable A',
      'declaration variable B',
      'declaration type Shop',
      'comment comment Shop.',
      'declaration field Shop.Name, Place',
      'declaration field Shop.Base',
      'declaration type Seller',
      'declaration method Seller.Sell',
      'declaration method Shop.Sell',
      'declaration function open',
    ]);
  });

  test('Java: methods of one name are told apart by the types of their parameters', async () => {
    const outline = await outlineFrom(
      'Shop.java',
      [
        'package a;',
        'import java.util.List;',
        'import static x.Y.*;',
        '/** A shop. */',
        '@Open public class Shop {',
        '  private int a = 1, b;',
        '  Shop() {}',
        '  @Override public int sell(final List<String> w, int... n) { return 1; }',
        '  int sell() { return 0; }',
        '  enum Colour { RED(1), BLUE; int n; }',
        '}',
      ].join('\n'),
    );
    expect(lines(outline)).toEqual([
      'declaration module package',
      'import import_declaration java.util.List',
      'import import_declaration x.Y.*',
      'declaration class Shop',
      'declaration field Shop.a, b',
      'declaration method Shop.Shop ()',
      'declaration method Shop.sell (List<String>, int...)',
      'declaration method Shop.sell ()',
      'declaration enum Shop.Colour',
      'declaration enum-member Shop.Colour.RED',
      'declaration enum-member Shop.Colour.BLUE',
      'declaration group Shop.Colour.members',
      'declaration field Shop.Colour.n',
    ]);
  });

  test('Rust: attributes and doc comments belong to what they stand before', async () => {
    const text = [
      'use a::b::{self, c as d, e::{f, g}, h::*};',
      '',
      '/// A shop.',
      '#[derive(Debug)]',
      '// really',
      'pub struct Shop { pub a: u32, b: u8 }',
      'enum Colour { Red, #[other] Blue(u8) }',
      'impl<T> Seller for Shop where T: X { type O = u8; fn sell(&self) {} }',
      'mod tests { fn it() {} }',
      'macro_rules! m { () => {} }',
    ].join('\n');
    const outline = await outlineFrom('a.rs', text);
    expect(lines(outline)).toEqual([
      'import use_declaration a::b',
      'name self self',
      'name use_as_clause c as d',
      'name scoped_use_list e::{f, g}',
      'name use_wildcard h::*',
      'declaration class Shop',
      'declaration field Shop.a',
      'declaration field Shop.b',
      'declaration enum Colour',
      'declaration enum-member Colour.Red',
      'declaration enum-member Colour.Blue',
      'declaration implementation Seller for Shop where T: X',
      'declaration type Seller for Shop.O',
      'declaration function Seller for Shop.sell',
      'declaration module tests',
      'declaration function tests.it',
      'declaration macro m',
    ]);
    expect(importsOf(outline)[0]?.imports.names.map((name) => name.bound)).toEqual(['b', 'd', 'f', 'g', '']);
    const shop = everyItem(outline).find((item) => item.name === 'Shop');
    expect(text.slice(shop?.span.start).startsWith('/// A shop.')).toBe(true);
    expect(text.slice(shop?.core.start).startsWith('#[derive')).toBe(true);
    expect(shop).toMatchObject({ exported: true, line: 4 });
  });
});

describe('what belongs to an item', () => {
  const span = async (path: string, text: string, name: string): Promise<string> => {
    const outline = await outlineFrom(path, text);
    const item = everyItem(outline).find((each) => each.name === name);
    return text.slice(item?.span.start, item?.span.end);
  };

  test('the comment above it without a blank line, and the one behind it', async () => {
    const text = '// licence\n\n// about a\nconst a = 1; // one\n// about b\nconst b = 2;\n';
    expect(await span('a.ts', text, 'a')).toBe('// about a\nconst a = 1; // one');
    expect(await span('a.ts', text, 'b')).toBe('// about b\nconst b = 2;');
  });

  test('its separator, with the comment behind that', async () => {
    const text = 'enum A {\n  a, // one\n  /* two */ b\n}\n';
    expect(await span('a.ts', text, 'a')).toBe('a, // one');
    expect(await span('a.ts', text, 'b')).toBe('/* two */ b');
  });

  test('a comment between two items on one line belongs to the second', async () => {
    const text = 'enum A { a, /* two */ b }\n';
    expect(await span('a.ts', text, 'a')).toBe('a,');
    expect(await span('a.ts', text, 'b')).toBe('/* two */ b');
  });
});
