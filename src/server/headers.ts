/**
 * What the page may load and run: only what this server sends, no inline script, no markup made from strings.
 * A transcript is a stranger's text, and an image in it would otherwise be a way out.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types app',
].join('; ')

/** Headers of every response, refusals included. There is no `Access-Control-*` among them on purpose. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/** The same headers as lines of a response that is written by hand. */
export function securityHeaderLines(): readonly string[] {
  return Object.entries(SECURITY_HEADERS).map(([name, value]) => `${name}: ${value}`)
}
