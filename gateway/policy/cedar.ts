/** The Cedar language, as its makers wrote it. Everything that judges policies uses this one copy. */
import { createRequire } from 'node:module'

type Cedar = typeof import('@cedar-policy/cedar-wasm/nodejs')

// The package's ES module entry wants a bundler; its CommonJS entry is made for Node.
export const cedar: Cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs')

/** What Cedar says is wrong, with its advice. Characters of a policy that would turn the line around are shown, not obeyed. */
export const messages = (errors: readonly { readonly message: string; readonly help?: string | null }[]): string =>
  errors
    .map(({ message, help }) => (help ? `${message} (${help})` : message))
    .join('; ')
    .replaceAll(/\p{Cf}/gu, (hidden) => `\\u{${hidden.codePointAt(0)!.toString(16)}}`)
