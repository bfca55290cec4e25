export function cost(kind: string): number {
  switch (kind) {
    case 'letter':
      return 1;
    case 'parcel':
      return 4;
    case 'crate':
      return 9;
    case 'card':
      return 2;
  }
  return 0;
}
