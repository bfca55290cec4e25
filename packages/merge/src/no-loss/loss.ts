/** Something that a merged text does wrong with what the sides did: a line, as it stands in a side. */
export interface Loss {
  /** `dropped`: a side added it and it is gone; `twice`: it is there more often than both sides together have it. */
  readonly kind: 'dropped' | 'twice';
  readonly side: 'ours' | 'theirs';
  readonly line: string;
}
