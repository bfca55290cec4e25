// The third-party packages of bundles, in groups that come together: one that is wanted, with all that it brings.

/** git porcelain: `simple-git`. */
export const GIT = [
  '@kwsites/file-exists',
  '@kwsites/promise-deferred',
  '@simple-git/args-pathspec',
  '@simple-git/argv-parser',
  'debug',
  'has-flag',
  'ms',
  'simple-git',
  'supports-color',
] as const;

/** `@anthropic-ai/sdk`: the client of a language model. */
export const ANTHROPIC = [
  '@anthropic-ai/sdk',
  '@opentelemetry/api',
  '@stablelib/base64',
  'fast-sha256',
  'standardwebhooks',
] as const;

/** Policies, package.json and lockfiles; schemas. */
export const READERS = ['jsonc-parser', 'semver', 'yaml', 'zod'] as const;

/** Readers of the formats and programs that the merge engine knows, with what they bring. */
export const ENGINE_READERS = [
  '@renovatebot/pep440',
  '@rgrove/parse-xml',
  'eslint-visitor-keys',
  'jsonc-parser',
  'nanoid',
  'picocolors',
  'postcss',
  'semver',
  'source-map-js',
  'toml-eslint-parser',
  'web-tree-sitter',
  'yaml',
] as const;

/** `@actions/http-client`, through the proxy of the machine. */
export const HTTP = ['@actions/http-client', 'tunnel', 'undici'] as const;

/** `@actions/exec`. */
export const EXEC = ['@actions/exec', '@actions/io'] as const;

/** `@actions/artifact`: the client of the blob store, and a writer of zip files. */
export const ARTIFACTS = [
  '@actions/artifact',
  '@azure/abort-controller',
  '@azure/core-auth',
  '@azure/core-client',
  '@azure/core-http-compat',
  '@azure/core-lro',
  '@azure/core-rest-pipeline',
  '@azure/core-tracing',
  '@azure/core-util',
  '@azure/core-xml',
  '@azure/logger',
  '@azure/storage-blob',
  '@azure/storage-common',
  '@nodable/entities',
  '@protobuf-ts/runtime',
  '@protobuf-ts/runtime-rpc',
  '@typespec/ts-http-runtime',
  'abort-controller',
  'agent-base',
  'anynum',
  'archiver',
  'archiver-utils',
  'async',
  'b4a',
  'balanced-match',
  'brace-expansion',
  'buffer-crc32',
  'compress-commons',
  'core-util-is',
  'crc-32',
  'crc32-stream',
  'debug',
  'event-target-shim',
  'events-universal',
  'fast-fifo',
  'fast-xml-builder',
  'fast-xml-parser',
  'glob',
  'graceful-fs',
  'has-flag',
  'http-proxy-agent',
  'https-proxy-agent',
  'inherits',
  'is-stream',
  'is-unsafe',
  'isarray',
  'jwt-decode',
  'lazystream',
  'lodash',
  'lru-cache',
  'minimatch',
  'minipass',
  'ms',
  'normalize-path',
  'path-expression-matcher',
  'path-scurry',
  'process',
  'process-nextick-args',
  'readable-stream',
  'readdir-glob',
  'safe-buffer',
  'streamx',
  'string_decoder',
  'strnum',
  'supports-color',
  'tar-stream',
  'text-decoder',
  'util-deprecate',
  'xml-naming',
  'zip-stream',
] as const;

/** `@actions/github` and `@octokit/graphql`: the client of the API. */
export const FORGE = [
  '@actions/github',
  '@octokit/auth-token',
  '@octokit/core',
  '@octokit/endpoint',
  '@octokit/graphql',
  '@octokit/plugin-paginate-rest',
  '@octokit/plugin-rest-endpoint-methods',
  '@octokit/request',
  '@octokit/request-error',
  'before-after-hook',
  'content-type',
  'json-with-bigint',
  'universal-user-agent',
] as const;

/** Bundles of sigstore, and their forms. */
export const SIGSTORE = ['@sigstore/bundle', '@sigstore/core', '@sigstore/protobuf-specs'] as const;

/** `@sigstore/sign`: the clients of Fulcio, Rekor and timestamp authorities. */
export const SIGN = [
  '@gar/promise-retry',
  '@npmcli/agent',
  '@npmcli/redact',
  '@sigstore/sign',
  'agent-base',
  'content-type',
  'debug',
  'has-flag',
  'http-cache-semantics',
  'http-proxy-agent',
  'https-proxy-agent',
  'iconv-lite',
  'ip-address',
  'lru-cache',
  'make-fetch-happen',
  'minipass',
  'minipass-fetch',
  'minipass-flush',
  'minipass-pipeline',
  'minipass-sized',
  'minizlib',
  'ms',
  'negotiator',
  'proc-log',
  'proxy-agent-negotiate',
  'safer-buffer',
  'smart-buffer',
  'socks',
  'socks-proxy-agent',
  'ssri',
  'supports-color',
] as const;

/** The client that refreshes trust roots. */
export const TUF = [
  '@gar/promise-retry',
  '@sigstore/tuf',
  '@tufjs/canonical-json',
  '@tufjs/models',
  'balanced-match',
  'brace-expansion',
  'minimatch',
  'tuf-js',
] as const;

/** The local GitHub: the parser and evaluator of workflows, and the schemas that its API is held to. */
export const LOCAL_GITHUB = [
  '@actions/expressions',
  '@actions/workflow-parser',
  'ajv',
  'cronstrue',
  'fast-deep-equal',
  'fast-uri',
  'graphql',
  'json-schema-traverse',
  'yaml',
] as const;

/** `@sigstore/mock`: the signing services of the local GitHub. */
export const SIGSTORE_SERVICES = [
  '@noble/hashes',
  '@peculiar/asn1-asym-key',
  '@peculiar/asn1-cms',
  '@peculiar/asn1-csr',
  '@peculiar/asn1-ecc',
  '@peculiar/asn1-pfx',
  '@peculiar/asn1-pkcs8',
  '@peculiar/asn1-pkcs9',
  '@peculiar/asn1-rsa',
  '@peculiar/asn1-schema',
  '@peculiar/asn1-x509',
  '@peculiar/asn1-x509-attr',
  '@peculiar/asn1-x509-post-quantum',
  '@peculiar/json-schema',
  '@peculiar/utils',
  '@peculiar/webcrypto',
  '@peculiar/x509',
  '@sigstore/mock',
  '@sigstore/protobuf-specs',
  'asn1js',
  'bytestreamjs',
  'canonicalize',
  'debug',
  'has-flag',
  'jose',
  'json-stringify-safe',
  'ms',
  'nock',
  'pkijs',
  'propagate',
  'pvtsutils',
  'pvutils',
  'reflect-metadata',
  'supports-color',
  'tslib',
  'tsyringe',
  'webcrypto-core',
] as const;
