/** One change each to the small folder of diff-folder.ts, and the kind of change that it is. */
import type { ChangeKind, Verdict } from '../../../schemas/diff/kinds.ts'
import type { Tree } from './diff-folder.ts'

export const facet = (of: Tree) => of['case/v1/facet.json'].properties
const kindsList = (of: Tree) => of['codes/kinds.json']
export const rule = (of: Tree) => of['clocks/rules/source.json'][0]
export const nickname = { 'x-title': { vi: 'Biệt danh', en: 'Nickname' }, 'x-label': 'form', type: 'string' }

export type Case = readonly [
  kind: ChangeKind,
  /** `file#pointer`; of the facet where only a pointer is given. */
  at: string,
  what: string,
  change: (of: Tree) => unknown,
  /** Of consumer, adapter and policy, where they are not those of the kind. */
  verdicts?: readonly [Verdict, Verdict, Verdict],
]

export const cases: readonly Case[] = [
  [
    'entity-added',
    'case/v1/extra.json#',
    'a new entity',
    (of) => {
      of['case/v1/extra.json'] = { ...nickname, type: 'string' }
    },
    ['additive', 'none', 'additive'],
  ],
  [
    'entity-removed',
    'case/v1/dossier.json#',
    'an entity less',
    (of) => delete of['case/v1/dossier.json'],
    ['breaking', 'none', 'none'],
  ],
  [
    'field-added',
    '/properties/nickname',
    'an optional field',
    (of) => {
      facet(of).nickname = nickname
    },
  ],
  [
    'field-added-required',
    '/properties/nickname',
    'a required field',
    (of) => {
      facet(of).nickname = nickname
      of['case/v1/facet.json'].required.push('nickname')
    },
  ],
  [
    'field-added-required',
    '/properties/nickname',
    'a required field that the gateway assigns is nothing to adapters',
    (of) => {
      facet(of).nickname = { ...nickname, 'x-assigned': 'gateway' }
      of['case/v1/facet.json'].required.push('nickname')
    },
    ['additive', 'none', 'additive'],
  ],
  ['field-removed', '/properties/count', 'a field less', (of) => delete facet(of).count],
  ['required-added', '/properties/on', 'required now', (of) => of['case/v1/facet.json'].required.push('on')],
  ['required-removed', '/properties/kind', 'no longer required', (of) => of['case/v1/facet.json'].required.shift()],
  [
    'shape-changed',
    '/properties/on',
    'another type',
    (of) => {
      facet(of).on = { ...facet(of).on, $ref: 'coded.json' }
    },
  ],
  [
    'shape-changed',
    '/properties/name',
    'one becomes a list',
    (of) => {
      const { maxLength, type, ...rest } = facet(of).name
      facet(of).name = { ...rest, type: 'array', items: { type, maxLength }, maxItems: 3 }
    },
  ],
  [
    'shape-changed',
    '/properties/tells/items',
    'the items of a list are something else',
    (of) => {
      facet(of).tells.items = { type: 'boolean' }
    },
  ],
  [
    'codes-bound-changed',
    '/properties/kind/x-codes',
    'another code list',
    (of) => Object.assign(facet(of).kind, { 'x-codes': 'ways' }),
  ],
  [
    'values-narrowed',
    '/properties/name/maxLength',
    'a shorter text',
    (of) => Object.assign(facet(of).name, { maxLength: 40 }),
  ],
  [
    'values-narrowed',
    '/properties/tells/items/maxLength',
    'a shorter text in a list',
    (of) => Object.assign(facet(of).tells.items, { maxLength: 8 }),
  ],
  ['values-narrowed', '/properties/state/enum', 'a value of an enumeration less', (of) => facet(of).state.enum.pop()],
  [
    'values-narrowed',
    '/properties/next/enum',
    'a text becomes an enumeration',
    (of) => Object.assign(facet(of).next, { enum: ['x'] }),
  ],
  [
    'values-narrowed',
    '/properties/count/minimum',
    'a higher minimum',
    (of) => Object.assign(facet(of).count, { minimum: 1 }),
  ],
  [
    'values-narrowed',
    '/properties/name/format',
    'a format is asked for',
    (of) => Object.assign(facet(of).name, { format: 'date' }),
  ],
  [
    'values-widened',
    '/properties/tells/maxItems',
    'a longer list',
    (of) => Object.assign(facet(of).tells, { maxItems: 6 }),
  ],
  ['values-widened', '/properties/name/maxLength', 'a bound less', (of) => delete facet(of).name.maxLength],
  [
    'values-widened',
    '/properties/state/enum',
    'a value of an enumeration more',
    (of) => facet(of).state.enum.push('CHO'),
  ],
  [
    'values-widened',
    '/properties/count',
    'any number instead of a whole one',
    (of) => Object.assign(facet(of).count, { type: 'number' }),
  ],
  [
    'values-changed',
    'case/v1/day.json#/pattern',
    'another pattern of a named type',
    (of) => Object.assign(of['case/v1/day.json'], { pattern: '^\\d{2}$' }),
  ],
  [
    'values-changed',
    '/properties/state/enum',
    'other values of an enumeration',
    (of) => {
      facet(of).state.enum = ['MO', 'KHAC']
    },
  ],
  [
    'values-widened',
    'manifest.json#/properties/id/maxLength',
    'a document around the case schema is for adapters alone',
    (of) => Object.assign(of['manifest.json'].properties.id, { maxLength: 10 }),
    ['none', 'additive', 'none'],
  ],
  [
    'label-raised',
    'labels.json#/labels/internal',
    'a label raised where it is defined',
    (of) => Object.assign(of['labels.json'].labels.internal, { level: 'HAN_CHE' }),
  ],
  [
    'label-lowered',
    '/properties/count/x-label',
    'a lower label for one field, with the same tags',
    (of) => {
      facet(of).count['x-label'] = { level: 'CONG_KHAI', tags: ['RIENG'], rule: 'luật' }
    },
  ],
  ['tags-added', 'labels.json#/labels/form', 'a tag more', (of) => of['labels.json'].labels.form.tags.push('RIENG')],
  ['tags-removed', 'labels.json#/labels/internal', 'a tag less', (of) => of['labels.json'].labels.internal.tags.pop()],
  [
    'label-rule-changed',
    'labels.json#/labels/form',
    'another legal rule',
    (of) => Object.assign(of['labels.json'].labels.form, { rule: { vi: 'khác', en: 'other' } }),
  ],
  [
    'label-defined',
    'labels.json#/labels/fresh',
    'a new default label',
    (of) => {
      of['labels.json'].labels.fresh = { level: 'NOI_BO', tags: [], rule: 'r' }
    },
  ],
  [
    'levels-reordered',
    'case/v1/label.json#/properties/level/enum',
    'levels in another order',
    (of) => of['case/v1/label.json'].properties.level.enum.reverse(),
  ],
  [
    'mask-opened',
    '/properties/next/x-mask',
    'a part is shown',
    (of) => Object.assign(facet(of).next, { 'x-mask': 'last3' }),
  ],
  ['mask-closed', '/properties/name/x-mask', 'no part is shown', (of) => delete facet(of).name['x-mask']],
  [
    'mask-replaced',
    '/properties/name/x-mask',
    'another part is shown',
    (of) => Object.assign(facet(of).name, { 'x-mask': 'last3' }),
  ],
  ['id-added', '/properties/next/x-id', 'it identifies now', (of) => Object.assign(facet(of).next, { 'x-id': true })],
  ['id-removed', '/properties/id/x-id', 'it identifies no longer', (of) => delete facet(of).id['x-id']],
  [
    'assigned-added',
    '/properties/next/x-assigned',
    'the gateway assigns it now',
    (of) => Object.assign(facet(of).next, { 'x-assigned': 'gateway' }),
  ],
  [
    'assigned-removed',
    '/properties/id/x-assigned',
    'adapters may give it now',
    (of) => delete facet(of).id['x-assigned'],
  ],
  ['ref-added', '/properties/name/x-ref', 'it refers now', (of) => Object.assign(facet(of).name, { 'x-ref': 'tells' })],
  ['ref-removed', '/properties/next/x-ref', 'it refers no longer', (of) => delete facet(of).next['x-ref']],
  [
    'ref-replaced',
    '/properties/next/x-ref',
    'it refers elsewhere',
    (of) => Object.assign(facet(of).next, { 'x-ref': 'others' }),
  ],
  [
    'title-changed',
    '/properties/next/x-title',
    'another title',
    (of) => Object.assign(facet(of).next['x-title'], { en: 'Following' }),
  ],
  [
    'keyword-changed',
    '/properties/next/x-shred',
    'what nobody understands',
    (of) => Object.assign(facet(of).next, { 'x-shred': 'always' }),
  ],
  [
    'keyword-changed',
    'case/v1/coded.json#/additionalProperties',
    'an open object',
    (of) => delete of['case/v1/coded.json'].additionalProperties,
  ],
  [
    'list-added',
    'codes/new.json#',
    'a new list',
    (of) => {
      of['codes/new.json'] = of['codes/ways.json']
    },
  ],
  ['list-removed', 'codes/ways.json#', 'a list less', (of) => delete of['codes/ways.json']],
  [
    'list-system-changed',
    'codes/kinds.json#/system',
    'another URI',
    (of) => Object.assign(kindsList(of), { system: 'urn:x' }),
  ],
  [
    'list-version-changed',
    'codes/kinds.json#/version',
    'a new version',
    (of) => Object.assign(kindsList(of), { version: '2' }),
  ],
  [
    'code-added',
    'codes/kinds.json#/codes/2',
    'a new code',
    (of) => kindsList(of).codes.push({ code: 'C', vi: 'c', en: 'c', validFrom: '2026-01-01', validTo: null }),
  ],
  ['code-removed', 'codes/kinds.json#/codes/0', 'a code less; the others move up', (of) => kindsList(of).codes.shift()],
  [
    'code-validity-narrowed',
    'codes/kinds.json#/codes/0',
    'a validity is closed',
    (of) => Object.assign(kindsList(of).codes[0], { validTo: '2026-02-28' }),
  ],
  [
    'code-validity-narrowed',
    'codes/kinds.json#/codes/1',
    'a validity moves',
    (of) => Object.assign(kindsList(of).codes[1], { validFrom: '2019-01-01', validTo: '2031-01-01' }),
  ],
  [
    'code-validity-widened',
    'codes/kinds.json#/codes/1',
    'a validity is opened',
    (of) => Object.assign(kindsList(of).codes[1], { validTo: null }),
  ],
  [
    'code-renamed',
    'codes/kinds.json#/codes/0',
    'another name',
    (of) => Object.assign(kindsList(of).codes[0], { vi: 'á', en: 'aa' }),
  ],
  [
    'code-source-changed',
    'codes/kinds.json#/codes/0',
    'another source',
    (of) => Object.assign(kindsList(of).codes[0], { source: 'khác', confidence: 'R', evidence: 'trang luật' }),
  ],
  [
    'code-data-changed',
    'codes/kinds.json#/codes/0',
    'other data',
    (of) => Object.assign(kindsList(of).codes[0], { levels: ['TINH'] }),
  ],
  [
    'tags-added',
    'codes/kinds.json#/codes/0',
    'a code that tells something protected',
    (of) => Object.assign(kindsList(of).codes[0], { tags: ['RIENG'] }),
  ],
  [
    'rule-added',
    'clocks/rules/source.json#/2',
    'a new limit',
    (of) => of['clocks/rules/source.json'].push({ id: 'R.3', limit: { by: 'at-once' } }),
  ],
  [
    'rule-removed',
    'clocks/rules/source.json#/0',
    'a limit less; the other moves up',
    (of) => of['clocks/rules/source.json'].shift(),
  ],
  [
    'limit-shortened',
    'clocks/rules/source.json#/0/limit/value',
    'a shorter limit',
    (of) => Object.assign(rule(of).limit.value, { amount: 15 }),
  ],
  [
    'limit-lengthened',
    'clocks/rules/source.json#/0/limit/value',
    'a longer limit',
    (of) => Object.assign(rule(of).limit.value, { amount: 25 }),
  ],
  [
    'limit-replaced',
    'clocks/rules/source.json#/0/limit',
    'another unit',
    (of) => Object.assign(rule(of).limit.value, { unit: 'working-days' }),
  ],
  [
    'rule-changed',
    'clocks/rules/source.json#/0/parameters',
    'another parameter',
    (of) => Object.assign(rule(of).parameters[0], { default: true }),
  ],
  [
    'rule-text-changed',
    'clocks/rules/source.json#/0/parameters',
    'another reason of a parameter',
    (of) => Object.assign(rule(of).parameters[0], { why: { vi: 'x', en: 'x' } }),
  ],
]

/** These need something that the small folder lacks (`withMore`). */
export const others: readonly Case[] = [
  [
    'label-dropped',
    'labels.json#/labels/spare',
    'a default label that nothing names goes',
    (of) => delete of['labels.json'].labels.spare,
  ],
  [
    'assigned-removed-required',
    '/properties/id/x-assigned',
    'adapters must give it now',
    (of) => delete facet(of).id['x-assigned'],
  ],
]
