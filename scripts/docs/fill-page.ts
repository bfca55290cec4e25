/** Text between `<!-- generated: NAME -->` and `<!-- end -->` replaced by the block of that name. */
export function fillPage(page: string, blocks: Readonly<Record<string, string>>): string {
  return page.replace(
    /(<!-- generated: ([\w-]+) -->\n)[^]*?(<!-- end -->)/g,
    (_, head: string, name: string, tail: string) => {
      const block = blocks[name];
      if (block === undefined) throw new Error(`There is no generated block ${JSON.stringify(name)}.`);
      return `${head}\n${block}\n\n${tail}`;
    },
  );
}
