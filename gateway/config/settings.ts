/** The settings schema as rows: the single source of names, environment variables, defaults and descriptions. */
import settingsSchema from './settings.json' with { type: 'json' }

export interface Setting {
  readonly name: string
  readonly env: string
  readonly type: 'string' | 'integer'
  readonly description: { readonly vi: string; readonly en: string }
  readonly unit?: string
  readonly default?: string | number
  readonly secret: boolean
}

interface Row {
  readonly 'x-env': string
  readonly 'x-description': { readonly vi: string; readonly en: string }
  readonly 'x-unit'?: string
  readonly 'x-secret'?: boolean
  readonly type: string
  readonly default?: string | number
}

/** Every setting, in the order of the schema; for the loader and for printed help. */
export const settings: readonly Setting[] = Object.entries(settingsSchema.properties as Record<string, Row>).map(
  ([name, row]) => ({
    name,
    env: row['x-env'],
    type: row.type === 'integer' ? 'integer' : 'string',
    description: row['x-description'],
    ...(row['x-unit'] === undefined ? {} : { unit: row['x-unit'] }),
    ...(row.default === undefined ? {} : { default: row.default }),
    secret: row['x-secret'] === true,
  }),
)

export { settingsSchema }
