// The clients of signing services. A part of its own (`scripts/build/parts.ts`): imported late, and in no bundle.
export { DSSEBundleBuilder, FulcioSigner, InternalError, RekorWitness, TSAWitness } from '@sigstore/sign';
