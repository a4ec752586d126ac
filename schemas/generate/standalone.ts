/** Emits a module of standalone validators, so that nothing is compiled at run time (JSON Schema 2020-12). */
import { _, Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { formats, isLonger, isShorter } from '../validation/formats.ts'
import { head, type JsonSchema } from './model.ts'
import { base, rulesOf } from './rules.ts'

export interface ValidatorModule {
  /** The sources, in words: for the head of the file. */
  readonly from: string
  /** Of ids below `base`; without keywords of our own, but `codes`. */
  readonly schemas: readonly JsonSchema[]
  /** By exported name the schema that it applies, by its id without `base`. */
  readonly validators: Readonly<Record<string, string>>
  /** Of an exported name what stands above its declaration. */
  readonly notes?: Readonly<Record<string, string>>
}

/** Text of a module. */
export interface Emitted {
  readonly js: string
  readonly dts: string
}

const named = (validators: ValidatorModule['validators'], suffix = '') =>
  Object.fromEntries(Object.entries(validators).map(([name, file]) => [`${name}${suffix}`, `${base}${file}`]))

/** Of functions that say no more than where the first broken rule is. Throws when a schema does not pass Ajv's strict mode. */
export function emitDeciders({ from, schemas, validators }: Omit<ValidatorModule, 'notes'>): Emitted {
  const { imports, body } = esm(standalone.default(compilerOf(schemas), named(validators)))
  const dts = `${head('schemas/generate/standalone.ts')}
/** Whether \`value\` conforms; if not, \`errors\` has one broken rule until the next call. */
interface Decide {
  (value: unknown): boolean
  readonly errors?: readonly { readonly instancePath: string; readonly keyword: string }[] | null
}

${Object.keys(validators)
  .map((name) => `export declare const ${name}: Decide\n`)
  .join('')}`
  return { js: `${head(from)}\n${imports}\n${body}\n`, dts }
}

/**
 * Text of the module and of its declarations. Throws when a schema does not pass Ajv's strict mode, or one whose violations could not be
 * told (rules.ts).
 */
export function emitModule({ from, schemas, validators, notes = {} }: ValidatorModule): Emitted {
  const rules = rulesOf(schemas, Object.values(validators))
  const code = standalone.default(compilerOf(schemas), named(validators, 'Raw'))
  const { imports, body } = esm(code.replaceAll('export const ', 'const '))
  const js = `${head(from)}
import { explained } from '../validation/violations.ts'
${imports}
${body}

/** For those that say no: every rule, by file. */
const rules = {
${Object.entries(rules)
  .map(([file, rule]) => `${JSON.stringify(file)}: ${JSON.stringify(rule)},`)
  .join('\n')}
}

const none = Object.freeze([])
${Object.entries(validators)
  .map(
    ([name, file]) =>
      `export const ${name} = (value) => (${name}Raw(value) ? none : explained(rules, '${file}', value))`,
  )
  .join('\n')}
`
  const dts = `${head('schemas/generate/standalone.ts')}
import type { Violation } from '../validation/violations.ts'

export type { Violation }

/**
 * The violations of \`value\`, empty when it conforms; at most \`violations_max\` (schemas/validation/violations.ts),
 * the last row then saying \`truncated\`. Bounded in time and memory by the schema, whatever the size of \`value\`, but
 * for enumerating the members of an object and reading a text. Throws only what reading \`value\` throws (a getter).
 */
type Validate = (value: unknown) => readonly Violation[]

${Object.keys(validators)
  .map(
    (name) => `${notes[name] === undefined ? '' : `/** ${notes[name]} */\n`}export declare const ${name}: Validate\n`,
  )
  .join('')}`
  return { js, dts }
}

/**
 * Ajv as far as it decides: yes or no at the first broken rule, without texts (violations.ts has them). Lengths and
 * dates are our own functions: Ajv's count every character of every text.
 */
function compilerOf(schemas: readonly JsonSchema[]): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: false,
    messages: false,
    formats,
    code: { source: true, esm: true, formats: _`require("../validation/formats.ts").formats` },
  })
  ajv.addVocabulary(['codes'])
  for (const [keyword, ref, code] of [
    ['maxLength', isLonger, _`require("../validation/formats.ts").isLonger`],
    ['minLength', isShorter, _`require("../validation/formats.ts").isShorter`],
  ] as const) {
    ajv.removeKeyword(keyword)
    ajv.addKeyword({
      keyword,
      type: 'string',
      schemaType: 'number',
      before: 'pattern',
      code: (cxt) => cxt.fail(_`${cxt.gen.scopeValue('func', { ref, code })}(${cxt.data}, ${cxt.schema})`),
    })
  }
  for (const schema of schemas) ajv.addSchema(schema)
  return ajv
}

/** Ajv emits \`require\` for its run-time helpers even in ESM code: hoist them to imports. */
function esm(code: string): { imports: string; body: string } {
  const modules: string[] = []
  const body = code.replaceAll(/require\("([^"]+)"\)/g, (_, name: string) => {
    const file = /\.(?:js|ts)$/.test(name) ? name : `${name}.js`
    if (!modules.includes(file)) modules.push(file)
    return `helper${modules.indexOf(file)}`
  })
  return {
    imports: modules
      .map((name, i) => `import ${name.startsWith('.') ? '* as ' : ''}helper${i} from '${name}'\n`)
      .join(''),
    body: lines(body),
  }
}

/** One function or constant a line, so that a change shows in review. */
function lines(code: string): string {
  return code
    .replace('"use strict";', '')
    .replaceAll(/(?<=[;}])(?=(?:const (?:schema|func|pattern|formats)\d|function validate\d))/g, '\n')
    .trim()
}
