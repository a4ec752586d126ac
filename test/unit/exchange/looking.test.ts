/** Which files are whole: the same on two looks, and nothing but plain files with plain names. */
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { claimOf, kindOfName } from '../../../gateway/exchange/folder.ts'
import { createLooker } from '../../../gateway/exchange/looking.ts'
import { readWhole } from '../../../gateway/exchange/whole-file.ts'
import { dataFolder } from '../../support/data-folder.ts'

function place(t: Test, files_max = 100) {
  const folder = dataFolder(t)
  const looker = createLooker(folder, kindOfName, files_max)
  const at = (name: string) => join(folder, name)
  const write = (name: string, text: string) => writeFileSync(at(name), text)
  const whole = async () => (await looker.look()).whole.map(({ name }) => name)
  return { looker, at, write, whole }
}

t.test('a file is whole when two looks see the same', async (t) => {
  const { write, whole } = place(t)
  write('a.csv', 'x')
  t.same(await whole(), [], 'seen once')
  t.same(await whole(), ['a.csv'], 'seen twice')
})

t.test('what the sender still works on is not', async (t) => {
  const { at, write, whole } = place(t)
  const works: Readonly<Record<string, () => void>> = {
    'writes on': () => appendFileSync(at('a.csv'), 'y'),
    'writes the same length anew': () => {
      write('a.csv', 'z')
      utimesSync(at('a.csv'), 1, 1)
    },
    shortens: () => truncateSync(at('a.csv'), 1),
    'puts another in its place': () => {
      write('.b', 'xx')
      renameSync(at('.b'), at('a.csv'))
    },
  }
  for (const [name, work] of Object.entries(works)) {
    write('a.csv', 'xx')
    await whole()
    t.same(await whole(), ['a.csv'], name)
    work()
    t.same(await whole(), [], name)
    t.same(await whole(), ['a.csv'], `${name}, and is done`)
  }
  rmSync(at('a.csv'))
  t.same(await whole(), [], 'taken away')
  write('a.csv', '')
  await whole()
  t.same(await whole(), [], 'nothing in it yet')
})

t.test('only plain files are looked at', async (t) => {
  const { at, write, looker } = place(t)
  write('a.csv', 'x')
  mkdirSync(at('b.csv'))
  symlinkSync(at('a.csv'), at('c.csv'))
  symlinkSync('/etc/passwd', at('d.csv'))
  symlinkSync(at('nowhere'), at('e.csv'))
  execFileSync('mkfifo', [at('f.csv')])
  await looker.look()
  const { whole, odd } = await looker.look()
  t.same(
    whole.map(({ name }) => name),
    ['a.csv'],
  )
  t.equal(odd, 5)
  linkSync(at('a.csv'), at('g.csv'))
  await looker.look()
  t.same((await looker.look()).whole, [], 'a file with two names is on its way from one to the other')
})

t.test('only plain names', async (t) => {
  for (const name of ['a', 'a.csv', 'TTR_KN_20260301_001.csv', '0', 'a-b_c.d', 'x'.repeat(100), 'a..b'])
    t.equal(kindOfName(name), 'deposit', name)
  for (const name of ['.a', '.', 'a.tmp', 'a.part', 'a.TMP', 'a.csv.Part']) t.equal(kindOfName(name), 'hidden', name)
  for (const name of [
    '-a',
    '_a',
    'a b',
    'a\n',
    'a\u0000',
    'á',
    'a/b',
    '..\\b',
    'a:b',
    'x'.repeat(101),
    '',
    'a.csv ',
    'a%2e',
  ])
    t.equal(kindOfName(name), name.startsWith('.') ? 'hidden' : 'odd', JSON.stringify(name))
  const event = `ev-${'a'.repeat(26)}`
  t.same(claimOf(`${event}.a.csv`), { event, file: 'a.csv' })
  for (const name of [
    'a.csv',
    `${event}`,
    `${event}.`,
    `${event}..a`,
    `${event}.a b`,
    `ev-a.a.csv`,
    `${event}.${event}/a`,
  ])
    t.equal(claimOf(name), undefined, name)
})

t.test('oldest first, and no more than can be handled', async (t) => {
  const { at, write, whole, looker } = place(t, 3)
  for (const [index, name] of ['d', 'c', 'b'].entries()) {
    write(name, 'x')
    utimesSync(at(name), 10, 10 + index)
  }
  await whole()
  t.same(await whole(), ['d', 'c', 'b'])
  write('e', 'x')
  t.equal((await looker.look()).present.size, 3)
})

t.test('what is read is what was looked at, whole', async (t) => {
  const { at, write, looker } = place(t)
  const text = 'x'.repeat(70_000)
  const seen = async () => {
    write('a.csv', text)
    return (await looker.look()).present.get('a.csv')!
  }
  const read = async (change: () => void, bytes_max = 100_000) => {
    const sight = await seen()
    change()
    return readWhole(at('a.csv'), sight, bytes_max)
  }
  const good = await read(() => {})
  t.equal(good.state === 'whole' && Buffer.from(good.bytes).toString(), text)
  t.same(await read(() => {}, 69_999), { state: 'too-large' })
  t.equal((await read(() => {}, 70_000)).state, 'whole')
  t.same(await read(() => appendFileSync(at('a.csv'), 'y')), { state: 'changed' })
  t.same(await read(() => truncateSync(at('a.csv'), 5)), { state: 'changed' })
  t.same(await read(() => utimesSync(at('a.csv'), 1, 1)), { state: 'changed' })
  const replaced = () => {
    write('.b', text)
    renameSync(at('.b'), at('a.csv'))
  }
  t.same(await read(replaced), { state: 'changed' }, 'another file of the same length')
  const swapped = (make: () => void) => () => {
    rmSync(at('a.csv'))
    make()
  }
  await t.rejects(read(swapped(() => symlinkSync('/etc/passwd', at('a.csv')))), { code: 'ELOOP' })
  rmSync(at('a.csv'))
  await t.rejects(read(swapped(() => {})), { code: 'ENOENT' })
  t.same(
    await read(swapped(() => execFileSync('mkfifo', [at('a.csv')]))),
    { state: 'changed' },
    'a FIFO is not waited for',
  )
})
