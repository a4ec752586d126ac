/** From a policy, as Cedar's own parser reads it, to the requests it applies to. What is not listed here can't be proved, and is refused. */
import type { cedar } from '../cedar.ts'
import { always, type Diagrams, type Node } from './bdd.ts'
import { type Choice, type Members, type Mentioned, otherName, type Space } from './space.ts'
import {
  type Known,
  literal,
  operations,
  type Single,
  type Some,
  type Term,
  Unprovable,
  type Vocabulary,
} from './terms.ts'

type Answer = ReturnType<typeof cedar.policyToJson>
export type Policy = Extract<Answer, { type: 'success' }>['json']
type Expression = Policy['conditions'][number]['body']
type Operands = { readonly left: Expression; readonly right: Expression }

const actionAtom = (id: string): string => `Lienthong::Action::"${id}"`
const named = ['agency', 'purpose', 'legalBasis'] as const satisfies readonly (keyof Mentioned)[]

/** The one operator of `expression`, and what it is given. */
function opened(expression: Expression): readonly [string, unknown] {
  const [[operator, given] = ['', undefined], ...more] = Object.entries(expression as object)
  return more.length > 0 ? ['', undefined] : [operator, given]
}

/** Every text, and every attribute's name, in `part`. */
function wordsIn(part: unknown, texts: Set<string>, attributes: Set<string>): void {
  if (typeof part !== 'object' || part === null) return
  for (const [name, value] of Object.entries(part)) {
    if (name === 'Value' && typeof value === 'string') texts.add(value)
    else if (name === 'attr' && typeof value === 'string') attributes.add(value)
    else wordsIn(value, texts, attributes)
  }
}

const comparing = new Set(['==', '!=', 'contains', 'containsAll', 'containsAny'])

/** The agencies, purposes and legal bases that `policy` compares with: so many have to be told apart. */
export function mentionedIn(policy: Policy): Mentioned {
  const found = { agency: new Set<string>(), purpose: new Set<string>(), legalBasis: new Set<string>() }
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [name, value] of Object.entries(part)) {
      if (comparing.has(name)) {
        const [texts, attributes] = [new Set<string>(), new Set<string>()]
        wordsIn(value, texts, attributes)
        for (const of of named)
          if (attributes.has(of) || (of === 'purpose' && attributes.has('purposes')))
            for (const text of texts) found[of].add(text)
      }
      look(value)
    }
  }
  look(policy.conditions)
  return { agency: [...found.agency], purpose: [...found.purpose], legalBasis: [...found.legalBasis] }
}

/** What `principal`, `resource`, `context` and `action` are, over `space`. */
function variablesOf(space: Space): Readonly<Record<string, Term>> {
  const { choices, sets } = space
  const vocabulary = (name: string, { values }: Choice | Members): Vocabulary => ({ name, values: new Set(values) })
  const single = (name: keyof typeof choices, of?: Vocabulary): Single => ({
    kind: 'single',
    cases: new Map(choices[name].values.map((value) => [value, space.is(name, value)])),
    of,
  })
  const some = (name: keyof typeof sets, of: Vocabulary, open = false): Some => ({
    kind: 'some',
    has: new Map(sets[name].values.map((value) => [value, space.has(name, value)])),
    of,
    open,
  })
  const fact = (name: Parameters<typeof space.flag>[0]): Term => ({ kind: 'truth', when: space.flag(name) })
  const record = (name: string, members: Readonly<Record<string, Term>>): Known => ({
    kind: 'record',
    name,
    members: new Map(Object.entries(members)),
  })
  const purpose = vocabulary('purpose', choices.purpose)
  const tag = vocabulary('tag', sets.tags)
  const relation = vocabulary('relation', sets.relations)
  const acts = choices.action.values.map((id) => [actionAtom(`${id}`), space.is('action', id)] as const)
  return {
    action: {
      kind: 'single',
      cases: new Map(acts),
      of: { name: 'action', values: new Set(acts.map(([atom]) => atom)) },
    },
    principal: record('principal', {
      agency: single('agency', vocabulary('agency', choices.agency)),
      clearance: single('clearance'),
      tags: some('cleared', tag),
      purpose: single('purpose', purpose),
      purposes: some('purposes', purpose, true),
      serves: some('serves', relation),
      legalBasis: single('legalBasis', vocabulary('legalBasis', choices.legalBasis)),
      roles: some('roles', vocabulary('role', sets.roles)),
    }),
    resource: record('resource', { level: single('level'), tags: some('tags', tag) }),
    context: record('context', {
      relations: some('relations', relation),
      conceal: fact('conceal'),
      sealed: fact('sealed'),
      approvedChannel: fact('approvedChannel'),
      operation: single('operation', vocabulary('operation', choices.operation)),
    }),
  }
}

const unknown = (what: string): Unprovable => new Unprovable(`dùng ${what}`, `uses ${what}`)

/** An action, as it stands in a policy's head or in an expression. */
function actionIn(value: unknown): Term {
  const { __entity: inner, ...outer } = value as { readonly __entity?: unknown; readonly type?: unknown }
  const { type, id } = (inner ?? outer) as { readonly type?: unknown; readonly id?: unknown }
  if (type !== 'Lienthong::Action' || typeof id !== 'string') throw unknown(`${String(type)}::…`)
  return literal(actionAtom(id))
}

/** Gives, for a policy, the requests it applies to: a function for policies over one space. */
export function translator(diagrams: Diagrams, space: Space): (policy: Policy) => Node {
  const { all, any, not } = diagrams
  const of = operations(diagrams)
  const variables = variablesOf(space)

  const truthOf = (expression: Expression): Node => {
    const term = termOf(expression)
    if (term.kind !== 'truth') throw unknown('một giá trị không phải đúng/sai · a value that is not a truth')
    return term.when
  }
  const both = (given: unknown): readonly [Term, Term] => {
    const { left, right } = given as Operands
    return [termOf(left), termOf(right)]
  }
  const argument = (given: unknown): Expression => (given as { readonly arg: Expression }).arg
  const constantOf = (value: unknown): Term => {
    if (typeof value === 'boolean') return of.truth(value ? always : not(always))
    if (typeof value === 'number' && Number.isSafeInteger(value)) return literal(value)
    if (typeof value === 'object' && value !== null && '__entity' in value) return actionIn(value)
    if (typeof value === 'string' && named.every((name) => value !== otherName(name))) return literal(value)
    throw unknown(JSON.stringify(value))
  }

  const operators: Readonly<Record<string, (given: unknown) => Term>> = {
    Value: constantOf,
    Var: (name) => variables[name as string] ?? unsupported(String(name)),
    Set: (elements) => of.setOf((elements as readonly Expression[]).map(termOf)),
    '.': (given) => {
      const { left, attr } = given as { readonly left: Expression; readonly attr: string }
      const record = termOf(left)
      const found = record.kind === 'record' ? record.members.get(attr) : undefined
      return found ?? unsupported(`${record.kind === 'record' ? record.name : '…'}.${attr}`)
    },
    '&&': (given) => of.truth(all(truthOf((given as Operands).left), truthOf((given as Operands).right))),
    '||': (given) => of.truth(any(truthOf((given as Operands).left), truthOf((given as Operands).right))),
    '!': (given) => of.truth(not(truthOf(argument(given)))),
    '==': (given) => of.equal(...both(given)),
    '!=': (given) => of.truth(not(of.equal(...both(given)).when)),
    '<': (given) => of.compared(...both(given), (a, b) => a < b),
    '<=': (given) => of.compared(...both(given), (a, b) => a <= b),
    '>': (given) => of.compared(...both(given), (a, b) => a > b),
    '>=': (given) => of.compared(...both(given), (a, b) => a >= b),
    contains: (given) => of.contains(...both(given)),
    containsAll: (given) => of.containsAll(...both(given)),
    containsAny: (given) => of.containsAny(...both(given)),
    isEmpty: (given) => of.isEmpty(termOf(argument(given))),
    // Actions have no groups: to be in one is to be it.
    in: (given) => {
      const [left, right] = both(given)
      return right.kind === 'some' ? of.contains(right, left) : of.equal(left, right)
    },
    'if-then-else': (given) => {
      const { if: condition, then, else: otherwise } = given as Readonly<Record<'if' | 'then' | 'else', Expression>>
      return of.choose(termOf(condition), termOf(then), termOf(otherwise))
    },
  }
  const unsupported = (what: string): never => {
    throw unknown(what)
  }
  const termOf = (expression: Expression): Term => {
    const [operator, given] = opened(expression)
    const apply = Object.hasOwn(operators, operator) ? operators[operator]! : unsupported(operator || '…')
    return apply(given)
  }

  const head = ({ principal, action, resource }: Policy): Node => {
    for (const [scope, type] of [
      [principal, 'Lienthong::Caller'],
      [resource, 'Lienthong::Material'],
    ] as const)
      if (scope.op !== 'All' && !(scope.op === 'is' && scope.entity_type === type && scope.in === undefined))
        unsupported(`${type} ${scope.op} …`)
    if (action.op === 'All') return always
    if (!('entity' in action || 'entities' in action)) return unsupported('?action')
    const these = 'entities' in action ? action.entities : [action.entity]
    return of.contains(of.setOf(these.map(actionIn)), variables.action!).when
  }

  return (policy) =>
    all(
      head(policy),
      ...policy.conditions.map(({ kind, body }) => (kind === 'when' ? truthOf(body) : not(truthOf(body)))),
    )
}
