/** The court's code lists, and the one syntax that a leaf of its documents has of its own: handling marks in one attribute, with spaces between. */
import type { CellPart, Kit } from '../sdk/kit.ts'
import * as codes from './codes.ts'
import * as acts from './codes-acts.ts'

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
    channels: keys(codes.channels),
    natures: keys(codes.flags),
    corruptionFields: keys(codes.corruptionFields),
    urgency: keys(codes.urgency),
    agencies: keys(codes.agencies),
    roles: keys(codes.roles),
    decisions: keys(acts.decisions),
    tasks: keys(acts.tasks),
    numberTypes: keys(codes.numberTypes),
    reporterKinds: keys(codes.reporterKinds),
    organisationKinds: keys(codes.organisationKinds),
    sexes: keys(codes.sexes),
    instances: keys(acts.instances),
    hearingStates: keys(acts.hearingStates),
    judgmentInstances: keys(acts.judgmentInstances),
    appeals: keys(acts.appeals),
    penalties: keys(acts.penalties),
    severity: keys(acts.severity),
    clockRules: keys(acts.clockRules),
    clockStates: keys(acts.clockStates),
    forms: keys(acts.forms),
    grounds: keys(acts.grounds),
    instruments: keys(acts.instruments),
    suspensionStates: keys(acts.suspensionStates),
    approvals: keys(acts.approvals),
    relations: keys(acts.relations),
    absences: keys(codes.absences),
    levels: keys(codes.levels),
    innerLevels: [...keys(codes.levels), codes.AS_RECORD],
    tags: keys(codes.tags),
    flags: ['C', 'K'],
    messageTypes: ['0', '1', '2', '3'],
  },
  partsOf,
}
