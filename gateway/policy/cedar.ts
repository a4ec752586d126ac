/** The Cedar language, as its makers wrote it. Everything that judges policies uses this one copy. */
import { createRequire } from 'node:module'
import { setFlagsFromString } from 'node:v8'

type Cedar = typeof import('@cedar-policy/cedar-wasm/nodejs')

// How much a function of it must run before V8 optimises it. By V8's own measure so many are while policies are loaded that a start
// takes three times the work; by this one those that decide are, after some thousand decisions.
setFlagsFromString('--wasm-tiering-budget=1000000000')

// The package's ES module entry wants a bundler; its CommonJS entry is made for Node.
export const cedar: Cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs')

/** What Cedar says is wrong, with its advice. Characters of a policy that would turn the line around are shown, not obeyed. */
export const messages = (errors: readonly { readonly message: string; readonly help?: string | null }[]): string =>
  errors
    .map(({ message, help }) => (help ? `${message} (${help})` : message))
    .join('; ')
    .replaceAll(/\p{Cf}/gu, (hidden) => `\\u{${hidden.codePointAt(0)!.toString(16)}}`)
