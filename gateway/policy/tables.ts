/** Decision tables: questions put to all the policies together, each with the answer that it must get. */
import type { Action, Asker, Decision, Engine, Facts } from './engine.ts'
import type { LabelCore } from './label.ts'

/** policies/tables/<id>.json (schemas/decision-table.json). */
export interface DecisionTable {
  /** Id of the policy that the table is about. */
  readonly policy: string
  readonly defaults: {
    readonly principal: Asker
    readonly action: Action
    readonly label: LabelCore
    readonly facts: Pick<Facts, 'relations'> & Partial<Facts>
  }
  readonly rows: readonly DecisionRow[]
}

/** What is not given is as in the table's defaults. */
export interface DecisionRow {
  readonly vi: string
  readonly principal?: Partial<Asker>
  readonly action?: Action
  readonly label?: Partial<LabelCore>
  readonly facts?: Partial<Facts>
  readonly expect: Answer
}

/** A decision, as tables tell it. */
export interface Answer {
  readonly decision: 'allow' | 'deny'
  /** Of every denial. */
  readonly reason?: string
  readonly policies: readonly string[]
}

export interface JudgedRow {
  readonly policy: string
  /** Place in its table. */
  readonly index: number
  readonly vi: string
  readonly expected: Answer
  readonly got: Answer
  readonly passed: boolean
}

interface Question {
  readonly principal: Asker
  readonly action: Action
  readonly label: LabelCore
  readonly facts: Facts
}

const plain = { conceal: false, sealed: false, approvedChannel: false, operation: 'dossier:read' } as const

const questionOf = ({ defaults }: DecisionTable, row: DecisionRow): Question => ({
  principal: { ...defaults.principal, ...row.principal },
  action: row.action ?? defaults.action,
  label: { ...defaults.label, ...row.label },
  facts: { ...plain, ...defaults.facts, ...row.facts },
})

const answerOf = (decision: Decision): Answer =>
  decision.allowed
    ? { decision: 'allow', policies: decision.policies }
    : { decision: 'deny', reason: decision.reason, policies: decision.policies }

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join() === [...b].sort().join()

const sameAnswer = (a: Answer, b: Answer): boolean =>
  a.decision === b.decision && a.reason === b.reason && sameWords(a.policies, b.policies)

/** Puts every row of `table` to `engine`, in order. The table conforms to its schema; whether its policy exists is not looked at. */
export const judgeTable = (engine: Pick<Engine, 'decide'>, table: DecisionTable): readonly JudgedRow[] =>
  table.rows.map((row, index) => {
    const { principal, action, label, facts } = questionOf(table, row)
    const got = answerOf(engine.decide(action, principal, label, facts))
    const { vi, expect: expected } = row
    return { policy: table.policy, index, vi, expected, got, passed: sameAnswer(expected, got) }
  })

/** How far the table of one policy tries it; each a count of rows, but for `edge`. */
export interface Coverage {
  readonly policy: string
  readonly allowing: number
  readonly refusing: number
  /** Whether two rows that differ in one fact alone stand on both sides of it. */
  readonly edge: boolean
}

export const isCovered = ({ allowing, refusing, edge }: Coverage): boolean => allowing > 0 && refusing > 0 && edge

/**
 * What `tables` try of each of `policies`. A permit is allowing where it is among what decided, a forbid refusing likewise; the
 * other side is any row of the policy's own table with the opposite decision.
 */
export function coverageOf(policies: Engine['policies'], tables: readonly DecisionTable[]): readonly Coverage[] {
  return policies.map(({ id, effect }) => {
    const own = tables.filter(({ policy }) => policy === id)
    const rows = own.flatMap((table) =>
      table.rows.map((row) => ({ answer: row.expect, leaves: leavesOf(questionOf(table, row)) })),
    )
    const side = (decision: Answer['decision'], acts: boolean) =>
      rows.filter(({ answer }) => answer.decision === decision && (!acts || answer.policies.includes(id)))
    const allowing = side('allow', effect === 'permit')
    const refusing = side('deny', effect === 'forbid')
    const edge = allowing.some((one) => refusing.some((other) => differences(one.leaves, other.leaves) === 1))
    return { policy: id, allowing: allowing.length, refusing: refusing.length, edge }
  })
}

const leavesOf = ({ principal, action, label, facts }: Question): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({ principal, action: { action }, label, facts }).flatMap(([part, of]) =>
      Object.entries(of).map(([name, value]) => [
        `${part}.${name}`,
        JSON.stringify(Array.isArray(value) ? [...value].sort() : value),
      ]),
    ),
  )

const differences = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number =>
  [...a].filter(([name, value]) => b.get(name) !== value).length
