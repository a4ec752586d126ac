/** Seeded changes to a request that was good: in its token, in its headers, in the lines they stand on. */
import type { Random } from '../../adapters/check/random.ts'
import type { RawRequest } from './raw.ts'

const base64url = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
const odd = [
  ' ',
  '\t',
  ';',
  ',',
  '"',
  '=',
  '%',
  '\\',
  '\x7f',
  '\x80',
  '\xff',
  '{',
  '.',
  '..',
  '\u00a0',
  "'",
  ':',
  '+',
  '/',
]

const splice = (text: string, at: number, removed: number, added: string): string =>
  text.slice(0, at) + added + text.slice(at + removed)

/** One change to a text, anywhere. */
export function changedText(random: Random, text: string): string {
  const at = random.upTo(text.length)
  const changes: readonly (() => string)[] = [
    () => splice(text, at, 1, random.of(base64url)),
    () => splice(text, at, 1, random.of(odd)),
    () => splice(text, at, 0, random.of(base64url)),
    () => splice(text, at, 0, random.of(odd)),
    () => splice(text, at, 1 + random.upTo(8), ''),
    () => splice(text, at, 0, text.slice(at, at + 1 + random.upTo(40))),
    () => text.slice(0, at),
    () => splice(text, at, 2, [...text.slice(at, at + 2)].reverse().join('')),
  ]
  return random.of(changes)()
}

const partsOf = (token: string): string[] => token.split('.')
const decoded = (part: string): Buffer => Buffer.from(part, 'base64url')

/** An officer that a changed token may name in place of its own. */
export const changedOfficer = 'dtv-002'

const claimChanges: readonly object[] = [
  ...[
    { clearance: 'TUYET_MAT' },
    { alg: 'none' },
    { alg: 'HS256' },
    { typ: 'JWT' },
    { kid: '../keys/token.key' },
    { jku: 'https://khac.example' },
  ],
  ...[
    { exp: 9e9 },
    { iat: 0 },
    { iss: 'https://khac.example' },
    { aud: ['x'] },
    { sub: changedOfficer },
    { client_id: 'x' },
  ],
  ...[
    { agency: 'vien-kiem-sat' },
    { tags: ['REPORTER'] },
    { cnf: {} },
    { jti: 'x' },
    { crit: ['x'] },
    { registry: '' },
  ],
]

/** A token that is `token` no more: its text or its parts changed, or parts of `others` in their place. */
export function changedToken(random: Random, token: string, others: readonly string[]): string {
  const parts = partsOf(token)
  const which = random.upTo(parts.length)
  const withPart = (part: string): string => parts.map((own, at) => (at === which ? part : own)).join('.')
  const changes: readonly (() => string)[] = [
    () => changedText(random, token),
    () => changedText(random, token),
    () => withPart(partsOf(random.of(others))[which]!),
    () => withPart(''),
    () => [...parts].sort(() => random.upTo(3) - 1).join('.'),
    () => `${token}.${random.of(parts)}`,
    () => {
      const bytes = decoded(parts[which]!)
      bytes[random.upTo(bytes.length)]! ^= 1 << random.upTo(8)
      return withPart(bytes.toString('base64url'))
    },
    () => {
      const at = random.upTo(2)
      const value = { ...JSON.parse(decoded(parts[at]!).toString()), ...random.of(claimChanges) }
      return parts
        .map((own, n) => (n === at ? Buffer.from(JSON.stringify(value)).toString('base64url') : own))
        .join('.')
    },
  ]
  return random.of(changes)()
}

type Headers = NonNullable<RawRequest['headers']>

/** `headers` with one of those in `names` changed: its value, its name, twice, gone, or in pieces. */
export function changedHeaders(random: Random, headers: Headers, names: readonly string[]): Headers {
  const name = random.of(names)
  const value = headers.find(([own]) => own === name)![1]
  const others = headers.filter(([own]) => own !== name)
  const other = changedText(random, value)
  const changes: readonly (() => Headers)[] = [
    () => [...others, [name, other]],
    () => [...others, [name, other]],
    () => [...others, [changedText(random, name), value]],
    () => [...headers, [name, value]],
    () => [...headers, [name.toUpperCase(), other]],
    () => [[name, other], ...headers],
    () => others,
    () => [...others, [name, '']],
    () => [...others, [name, `${value},${value}`]],
    () => [...others, [name, `${value}\r\n ${other}`]],
    () => [...others, [` ${name}`, value]],
    () => [...others, [`${name} `, value]],
  ]
  return random.of(changes)()
}
