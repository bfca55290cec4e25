/** Signs statements under the identity that a forge gives to one job. */
export interface Signer {
  /**
   * The bytes of a sigstore bundle: a DSSE envelope of payload type `application/vnd.in-toto+json` around `payload`,
   * signed with a key that is used once. `identityToken` is the only identity that counts: nothing is taken from the
   * environment, where a branch could have put another.
   *
   * @throws Fault SIGNING_FAILED; its text never contains the token.
   */
  sign(payload: Buffer, identityToken: string): Promise<Buffer>;
}
