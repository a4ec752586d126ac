/** The court's code lists, and the one syntax that a leaf of its documents has of its own: handling marks in one attribute, with spaces between. */
import type { CellPart, Kit } from '../sdk/kit.ts'
import * as codes from './codes.ts'

const MARKS = /\/@dau$/

const partsOf = (path: string, text: string): readonly CellPart[] =>
  MARKS.test(path)
    ? [...text.matchAll(/\S+/g)].map(({ 0: value, index }, i) => ({
        pointer: `/${i}`,
        path: '/*',
        value,
        from: index,
        to: index + value.length,
        separator: ' ',
      }))
    : []

const keys = (table: Readonly<Record<string, unknown>>): readonly string[] => Object.keys(table)

export const kit: Kit = {
  codeLists: {
    kinds: keys(codes.kinds),
    stages: keys(codes.stages),
    corruptionFields: keys(codes.corruptionFields),
    urgency: keys(codes.urgency),
    agencies: keys(codes.agencies),
    roles: keys(codes.roles),
    decisions: keys(codes.decisions),
    tasks: keys(codes.tasks),
    sexes: keys(codes.sexes),
    instances: keys(codes.instances),
    hearingStates: keys(codes.hearingStates),
    judgmentInstances: keys(codes.judgmentInstances),
    appeals: keys(codes.appeals),
    penalties: keys(codes.penalties),
    severity: keys(codes.severity),
    clockRules: keys(codes.clockRules),
    clockStates: keys(codes.clockStates),
    absences: keys(codes.absences),
    levels: keys(codes.levels),
    innerLevels: [...keys(codes.levels), codes.AS_RECORD],
    tags: keys(codes.tags),
    flags: ['C', 'K'],
    messageTypes: ['0', '1', '2', '3'],
  },
  partsOf,
}
