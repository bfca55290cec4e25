export function last(list) {
  return list[list.length - 1];
}

export function first(list) {
  return list[0];
}

export function isEmpty(list) {
  return list.length === 0;
}
