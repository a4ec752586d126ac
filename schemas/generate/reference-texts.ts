/** The reference page's own texts (reference-texts.json). What stands between backticks is shown as code. */
import type { Title } from './model.ts'
import texts from './reference-texts.json' with { type: 'json' }

export const {
  page: pageTexts,
  columns,
  labels,
  types,
  chapters,
  guide: guideTexts,
  clocks: clockTexts,
  otherGroup,
} = texts

/** Sections of the entities; what is named in none comes last, in the order in which a dossier leads to it. */
export const groups: readonly { readonly title: Title; readonly types: readonly string[] }[] = texts.groups

/** Titles of the rule files, in the order of a case. */
export const clockGroups: Readonly<Record<string, Title>> = texts.clocks.groups

/** What makes an extension possible, by parameter. */
export const clockConditions: Readonly<Record<string, Title>> = texts.clocks.when
