/** gateway/http/README.md, which whoever connects a system reads first, names every request that there is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { routes } from '../../../gateway/app.ts'

const page = readFileSync(join(import.meta.dirname, '../../../gateway/http/README.md'), 'utf8')

/** As the page writes them: `/v1/{id}/{open,try}` is two, and what ends in `…` stands for all below. */
const told = [...page.matchAll(/`(?:GET |POST )?(\/[^`?[]*)/g)].flatMap(([, url = '']) => {
  const [before = '', list, after = ''] = url.split(/\{([^}]*,[^}]*)\}/)
  return list === undefined ? [url] : list.split(',').map((one) => `${before}${one}${after}`)
})

t.test('every route is on the page', async (t) => {
  const urls = routes.map(({ url }) => url.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '…'))
  t.strictSame(
    urls.filter((url) => !told.includes(url)),
    [],
  )
})

t.test('and no other of these kinds', async (t) => {
  const urls = new Set(routes.map(({ url }) => url.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '…')))
  t.strictSame(
    told.filter((url) => !urls.has(url)),
    [],
  )
})
