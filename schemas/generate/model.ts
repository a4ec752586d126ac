/** The case schema as the emitters see it: object types with their fields, code lists and the documents around them. */
export interface Title {
  readonly vi: string
  readonly en: string
}

/** A default label of labels.json, which fields name. `confidence` as in the code lists: absent when confirmed. */
export interface DefaultLabel {
  readonly name: string
  readonly level: string
  readonly tags: readonly string[]
  readonly rule: Title
  readonly confidence?: string
}

export const masks = ['none', 'initials', 'year', 'last3'] as const
export type Mask = (typeof masks)[number]

export type Scalar =
  | { readonly kind: 'scalar'; readonly base: 'string' | 'boolean' | 'integer' | 'number' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'named'; readonly of: string }

export type Item = Scalar | { readonly kind: 'object'; readonly of: string }
export type Shape = Item | { readonly kind: 'list'; readonly item: Item }

export interface FieldModel {
  readonly name: string
  readonly title: Title
  readonly label: DefaultLabel
  readonly mask: Mask
  readonly id: boolean
  readonly assigned: boolean
  /** The list of the facet whose elements' ids stand here. */
  readonly ref: string | undefined
  /** The code list whose codes stand here. */
  readonly codes: string | undefined
  readonly required: boolean
  readonly shape: Shape
}

export interface ObjectType {
  readonly name: string
  readonly title: Title
  readonly fields: readonly FieldModel[]
}

/** A string type of its own, such as a date that keeps its precision. */
export interface NamedScalar {
  readonly name: string
  readonly title: Title
}

/** C*: second-hand; R: recalled; R!: recalled and doubtful. Absent: confirmed. */
export type Confidence = 'C*' | 'R' | 'R!'

/** A clause of an offence, with its penalty. */
export interface Clause {
  readonly clause: string
  readonly frame: Title
  /** A code of the list `severity`. */
  readonly severity: string
  readonly validFrom?: string
  readonly validTo?: string | null
  readonly confidence?: Confidence
}

/** An entry of a code list, by code-list.json; its list may give it more. */
export interface Code extends Title {
  readonly code: string
  /** RFC 3339 full-date; validTo is the last day, or null where it is open. */
  readonly validFrom: string
  readonly validTo: string | null
  readonly source: string
  readonly confidence?: Confidence
  readonly validityConfidence?: Confidence
  readonly evidence?: string
  readonly note?: Title
  /** A broader code of the same list. */
  readonly broader?: string
  /** A code of the list `agencies`: who bears this. */
  readonly agency?: string
  /** Of what it tells of somebody. */
  readonly tags?: readonly string[]
  readonly clauses?: readonly Clause[]
}

export interface CodeList {
  readonly name: string
  readonly system: string
  readonly version: string
  readonly title: Title
  readonly note?: Title
  readonly codes: readonly Code[]
}

export type JsonSchema = { readonly [keyword: string]: unknown }

export interface Model {
  readonly objects: readonly ObjectType[]
  readonly scalars: readonly NamedScalar[]
  readonly lists: readonly CodeList[]
  /** In rising order, as label.json gives them. */
  readonly levels: readonly string[]
  readonly tags: readonly string[]
  readonly labels: readonly DefaultLabel[]
  /** Raw schemas by file name: those of case/v1, and the documents around them. */
  readonly sources: Readonly<Record<string, JsonSchema>>
  readonly documents: Readonly<Record<string, JsonSchema>>
  /** First 12 hex digits of SHA-256 over case/v1, codes and labels.json, whitespace apart. */
  readonly version: string
}

/** `supervision-act.json` -> `SupervisionAct`. */
export function typeName(file: string): string {
  return file
    .replace(/\.json$/, '')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** The raw schema of the type `name`, which the model has. */
export function sourceOf({ sources }: Pick<Model, 'sources'>, name: string): JsonSchema {
  return Object.entries(sources).find(([file]) => typeName(file) === name)![1]
}

/** Head of every generated file. */
export function head(from: string): string {
  return `// Generated from ${from} by schemas/generate.ts: do not edit. Run \`npm run generate\`.\n`
}

/** A TypeScript or JSON string literal. */
export function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
