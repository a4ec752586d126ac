/** Random GraphQL operations over one type: aliases, duplicates, fragments of both kinds, `__typename`, conditions. */
import fc from 'fast-check'
import { fields, type TypeName } from '../../../schemas/generated/fields.ts'
import { chooseBy } from './worlds.ts'

export interface Query {
  readonly text: string
  readonly variables: { readonly yes: boolean; readonly no: boolean }
}

type Draw = (most: number) => number

/** `{ dossier(id: "hs-x") { … } }` */
export const query: fc.Arbitrary<Query> = fc
  .tuple(fc.array(fc.nat(), { minLength: 40, maxLength: 120 }), fc.boolean(), fc.boolean())
  .map(([seeds, yes, no]) => ({ text: textOf(chooseBy(seeds)), variables: { yes, no } }))

/** So that no document grows beyond what is tried in a moment. */
const parts_max = 120

function textOf(draw: Draw): string {
  const fragments: string[] = []
  let left = parts_max
  const condition = () =>
    draw(11) === 0 ? ` @${['skip', 'include'][draw(1)]}(if: ${['$yes', '$no', 'true'][draw(2)]})` : ''
  const set = (type: TypeName, depth: number): string => {
    const parts = Array.from({ length: 1 + draw(depth < 2 ? 9 : 4) }, () => part(type, depth))
    return `{ ${parts.join(' ')} }`
  }
  const part = (type: TypeName, depth: number): string => {
    const kind = draw(19)
    if (kind === 0 || --left < 0) return `${['', 't: ', 'tt: '][draw(2)]}__typename${condition()}`
    if (kind === 1 && depth < 6) return `...${['', ` on ${type}`][draw(1)]}${condition()} ${set(type, depth + 1)}`
    if (kind === 2 && depth < 6) {
      const name = `F${fragments.length}`
      fragments.push('')
      fragments[Number(name.slice(1))] = `fragment ${name} on ${type} ${set(type, depth + 1)}`
      return `...${name}${condition()}`
    }
    const all = fields[type].filter((field) => !('of' in field) || depth < 6)
    if (all.length === 0) return '__typename'
    const field = all[draw(all.length - 1)]!
    // Whatever has one name in an answer is one field.
    const alias = draw(2) === 0 ? `${['a', 'b'][draw(1)]}_${field.name}: ` : ''
    return `${alias}${field.name}${condition()}${'of' in field ? ` ${set(field.of, depth + 1)}` : ''}`
  }
  const facets = Array.from({ length: 1 + draw(1) }, (_, n) => `${['facets', 'f: facets'][n]} ${set('Facet', 1)}`)
  const root = ['id', 'x: id', '__typename', ...facets].filter((_, n) => n > 2 || draw(1) === 0)
  const operation = `query($yes: Boolean!, $no: Boolean!) { dossier(id: "hs-x") { ${root.join(' ')} } n: __typename @skip(if: $yes) m: __typename @include(if: $no) }`
  return [operation, ...fragments].join('\n')
}
