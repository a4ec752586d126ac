/** Reads a JSON file of the registry against its schema. Says everything that is wrong in both languages, not the first thing. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import badPolicySchema from '../../schemas/bad-policy.json' with { type: 'json' }
import bundleSchema from '../../schemas/bundle.json' with { type: 'json' }
import signaturesSchema from '../../schemas/bundle-signatures.json' with { type: 'json' }
import decisionTableSchema from '../../schemas/decision-table.json' with { type: 'json' }
import erasureSchema from '../../schemas/erasure-order.json' with { type: 'json' }
import { rulesOf } from '../../schemas/generate/rules.ts'
import participantSchema from '../../schemas/participant.json' with { type: 'json' }
import purposesSchema from '../../schemas/purposes.json' with { type: 'json' }
import signersSchema from '../../schemas/trusted-signers.json' with { type: 'json' }
import { explained } from '../../schemas/validation/violations.ts'
import { parseStrictJson } from './strict-json.ts'
import type { Report } from './violation.ts'

const base = 'https://lienthong.vn/schemas/'
const jwksName = 'participant.json#/$defs/jwks'

type SchemaName =
  | 'participant.json'
  | 'purposes.json'
  | 'bundle.json'
  | 'bundle-signatures.json'
  | 'trusted-signers.json'
  | 'decision-table.json'
  | 'bad-policy.json'
  | 'erasure-order.json'
  | typeof jwksName

const schemas = [
  participantSchema,
  purposesSchema,
  bundleSchema,
  signaturesSchema,
  signersSchema,
  decisionTableSchema,
  badPolicySchema,
  erasureSchema,
]
const names = [...schemas.map(({ $id }) => $id.slice(base.length)), jwksName] as SchemaName[]

/** Without the titles, which decide nothing. */
const bare = (node: unknown): unknown =>
  Array.isArray(node)
    ? node.map(bare)
    : typeof node === 'object' && node !== null
      ? Object.fromEntries(
          Object.entries(node).flatMap(([name, of]) => (name.startsWith('x-') ? [] : [[name, bare(of)]])),
        )
      : node

const bareSchemas = schemas.map((schema) => bare(schema) as Record<string, unknown>)
const rules = rulesOf(bareSchemas, names, base)
const ajv = new Ajv2020({ strict: true, validateSchema: false, allErrors: true })
ajvFormats.default(ajv, ['date', 'date-time'])
for (const schema of bareSchemas) ajv.addSchema(schema)

/** The value in `bytes` if it conforms to the schema `name`; else undefined, and every violation is reported under `file`. */
export function checkedJson(bytes: Uint8Array, name: SchemaName, file: string, report: Report): unknown {
  const parsed = parseStrictJson(bytes)
  if (!parsed.ok) {
    report(file, parsed.pointer, parsed.problem)
    return undefined
  }
  if (ajv.validate(`${base}${name}`, parsed.value)) return parsed.value
  for (const { pointer, expected } of explained(rules, name, parsed.value)) report(file, pointer, expected)
  return undefined
}
