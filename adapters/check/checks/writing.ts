import { validateTranslation } from '../../../schemas/generated/validators.js'
import type { Translation } from '../../sdk/adapter.ts'
import { placesOf, valueAt, withValue } from '../back/places.ts'
import { shapeAt } from '../back/schema.ts'
import { type Base, basesOf, tripBack } from '../back/trip.ts'
import type { Failure } from '../failures.ts'
import type { Random } from '../random.ts'
import { type Check, firstOf, type Subject } from '../subject.ts'

/** Changed translations of all samples together, and changes to each. */
const MUTANTS = 400
const CHANGES_MAX = 4

/** What no system would hold, and the schema takes: a writer must answer to it all the same. */
const oddTexts = [
  'Nguye\u0302\u0303n',
  '\u0301',
  '\u0001\u0008\u001f\u007f',
  '\t\r\n',
  '\ud800',
  '\ufffe\u{1f600}',
  '\u202e\u200b',
  ']]>&#0;<!--',
  '";";\n"',
  '__proto__',
  ' ',
] as const

/** A word that no sample has. */
const WORD = 'Zqkwyx canary'

const listsIn = (value: unknown, at = ''): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : [
        ...(Array.isArray(value) && value.length > 0 ? [at] : []),
        ...Object.entries(value).flatMap(([name, inner]) => listsIn(inner, `${at}/${name}`)),
      ]

/** As many items as the schema lets, each with an id of its own. */
function filled(translation: Translation, pointer: string): Translation {
  const items = valueAt(translation, pointer) as readonly unknown[]
  const shape = shapeAt(pointer.replace(/\/\d+(?=\/|$)/g, '/*'))
  const count = shape?.is === 'list' ? Math.min(shape.itemsMax, 200) : items.length
  const more = Array.from({ length: Math.max(0, count - items.length) }, (_, n) => {
    const item = items[n % items.length]
    return typeof item === 'object' && item !== null && 'id' in item ? { ...item, id: `${item.id}-${n}` } : item
  })
  return withValue(translation, pointer, [...items, ...more])
}

/** One change that the schema may take. */
function changed(random: Random, translation: Translation): Translation {
  const place = random.of(placesOf(translation))
  const { pointer, shape } = place
  const lists = listsIn(translation.facet, '/facet')
  const text = shape.is === 'text' ? shape.lengthMax : 0
  const changes: readonly (() => Translation)[] = [
    () => withValue(translation, pointer, undefined),
    () => withValue(translation, pointer, random.of(oddTexts)),
    () => withValue(translation, pointer, WORD),
    () => withValue(translation, pointer, 'Ệ'.repeat(text)),
    ...(lists.length === 0 ? [] : [() => withValue(translation, random.of(lists), [])]),
    ...(lists.length === 0 ? [] : [() => filled(translation, random.of(lists))]),
  ]
  return random.of(changes)()
}

const isValid = (translation: Translation): boolean => validateTranslation(translation).length === 0

function* failuresOf(subject: Subject, translation: Translation, about: string): Generator<Failure> {
  const trip = tripBack(subject, translation, about)
  if (trip.state === 'broken') {
    yield trip.failure
    return
  }
  if (JSON.stringify(trip.findings).includes(WORD)) yield { code: 'value-in-finding', at: 'toNative', place: about }
  if (trip.state === 'refused') return
  const { body } = trip.document
  if (body.length > subject.manifest.native.bytesMax)
    yield { code: 'native-unread', at: 'toNative', place: about, detail: `${body.length} bytes` }
  const again = subject.write?.(translation, about)
  if (again?.state !== 'ok' || Buffer.compare(again.document.body, body) !== 0)
    yield { code: 'not-deterministic', at: 'toNative', measured: 'a second time', place: about }
}

/** Every list of a sample at its longest: what is too large for the form is refused. */
const largest = ({ translation }: Base): Translation =>
  listsIn(translation.facet, '/facet').reduce((all, list) => {
    const more = filled(all, list)
    return isValid(more) ? more : all
  }, translation)

function* run(subject: Subject): Generator<Failure> {
  const bases = basesOf(subject)
  const random = subject.random()
  for (const base of bases) yield* failuresOf(subject, base.translation, base.sample.file)
  for (const base of bases.filter((_, number) => number % subject.every === 0))
    yield* failuresOf(subject, largest(base), `${base.sample.file} with every list at its longest`)
  const count = bases.length === 0 ? 0 : Math.ceil(MUTANTS / subject.every)
  for (let n = 0; n < count; n++) {
    subject.progress(n, count)
    const { sample, translation } = random.of(bases)
    let mutant = translation
    for (let left = 1 + random.upTo(CHANGES_MAX); left > 0; left--) {
      const next = changed(random, mutant)
      if (isValid(next)) mutant = next
    }
    yield* failuresOf(subject, mutant, `${sample.file} changed seed ${subject.seed} no. ${n}`)
  }
}

export const writingCheck: Check = {
  name: 'writing',
  title: {
    vi: 'Viết dạng gốc: không ném lỗi, cùng byte, đọc lại được, phát hiện không mang giá trị',
    en: 'Writing the native form never throws, gives the same bytes, is read again, tells no value',
  },
  run: (subject) => (subject.write === undefined ? [] : firstOf(run(subject))),
}
