/** A git object id in lower-case hexadecimal: 40 digits (SHA-1) or 64 (SHA-256). */
export type Oid = string & { readonly __oid: never };

const OID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** True when `text` has the form of a full object id. */
export function isOid(text: string): text is Oid {
  return OID.test(text);
}

/** Narrows git's own output to an object id; anything else is a bug on our side or a damaged repository. */
export function asOid(text: string): Oid {
  if (!isOid(text)) throw new TypeError(`Not a git object id: ${JSON.stringify(text)}`);
  return text;
}

/** The first 10 digits, for people. */
export function shortOid(oid: string): string {
  return oid.slice(0, 10);
}
