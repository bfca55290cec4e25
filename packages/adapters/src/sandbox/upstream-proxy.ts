/** The proxy through which this machine reaches the network by HTTPS, or null. One that is itself spoken to by TLS is not supported. */
export function upstreamProxy(environment: NodeJS.ProcessEnv): URL | null {
  const written = environment['HTTPS_PROXY'] || environment['https_proxy'];
  if (!written) return null;
  const text = written.includes('://') ? written : `http://${written}`;
  return URL.canParse(text) && new URL(text).protocol === 'http:' ? new URL(text) : null;
}
