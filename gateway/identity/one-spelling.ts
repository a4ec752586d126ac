const part = /^[A-Za-z0-9_-]+$/

/**
 * Whether every part of the compact JWS `token` is base64url as RFC 4648 §3.5 writes it: decoders let unused bits of a last character pass, so
 * that one signature would have several spellings. Nothing of it has been verified.
 */
export const hasOneSpelling = (token: string): boolean =>
  token.split('.').every((text) => part.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text)
