import { BitSet } from './bit-set.ts';

/** Who conflicts with whom, as one bit set a contender. */
export class ConflictRows {
  readonly size: number;
  readonly #rows: BitSet[];

  constructor(size: number) {
    this.size = size;
    this.#rows = Array.from({ length: size }, () => new BitSet(size));
  }

  clone(): ConflictRows {
    const copy = new ConflictRows(this.size);
    this.#rows.forEach((row, i) => copy.#rows[i]!.addAll(row));
    return copy;
  }

  row(i: number): BitSet {
    return this.#rows[i]!;
  }

  has(a: number, b: number): boolean {
    return this.#rows[a]!.has(b);
  }

  /** Each of `members` conflicts with all of `others`; the other direction follows in {@link close}. */
  mark(members: readonly number[], others: BitSet): void {
    for (const member of members) this.#rows[member]!.addAll(others);
  }

  /** Members of different classes conflict with each other. */
  markClasses(classes: readonly (readonly number[])[]): void {
    const all = BitSet.of(this.size, classes.flat());
    for (const members of classes) {
      const others = all.clone();
      // A contender can stand in several classes: then it conflicts with what is in none of its own.
      for (const member of members) others.delete(member);
      this.mark(members, others);
    }
  }

  set(a: number, b: number, conflict: boolean): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      if (conflict) this.#rows[from]!.add(to);
      else this.#rows[from]!.delete(to);
    }
  }

  /** Makes the relation symmetric and irreflexive. */
  close(): void {
    for (let i = 0; i < this.size; i++) {
      this.#rows[i]!.delete(i);
      for (const j of this.#rows[i]!) this.#rows[j]!.add(i);
    }
  }

  /** The parts of `members` that conflicts tie together, directly or through other members; only parts of two or more. */
  componentsAmong(members: Iterable<number>): number[][] {
    const left = BitSet.of(this.size, members);
    const components: number[][] = [];
    for (const first of left.clone()) {
      if (!left.has(first)) continue;
      left.delete(first);
      const component = [first];
      for (let next = 0; next < component.length; next++) {
        const reached = this.#rows[component[next]!]!.clone().retainAll(left);
        left.deleteAll(reached);
        component.push(...reached);
      }
      if (component.length > 1) components.push(component.sort((a, b) => a - b));
    }
    return components;
  }
}
