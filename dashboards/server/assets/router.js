// Makes every link and form inside the app a new run of the page instead of a reload of the whole application. Mounted by
// the frame twice: before the page, so that no choice is lost while it is being written, and as the last element of every
// run, with a number that changes: being called again says that the page is drawn.
// The browser's history keeps how far a page was scrolled and which of its lines were open.
const main = () => document.querySelector('[data-testid="stMain"]')
const opened = () => [...document.querySelectorAll('details[open][data-row]')].map(one => one.dataset.row)
const me = (window.__ratusz ??= start())

function start() {
  const it = { pages: new Set(), wanted: null, drawn: false }
  let timer
  const save = () => history.replaceState({ ...history.state, y: main()?.scrollTop ?? 0, open: opened() }, '')
  const saveSoon = () => { clearTimeout(timer); timer = setTimeout(() => it.wanted || save(), 150) }
  it.go = (href, from) => {
    const there = new URL(href, location.href), same = there.pathname === location.pathname
    const stay = from?.dataset?.stay ? `[data-stay="${CSS.escape(from.dataset.stay)}"]` : from?.name ? `[name="${CSS.escape(from.name)}"]` : null
    const state = { y: same ? main()?.scrollTop ?? 0 : 0, open: [], focus: same ? stay : 'h1', to: from?.dataset?.to }
    clearTimeout(timer); save(); history.pushState({ y: state.y }, '', href)
    dispatchEvent(new PopStateEvent('popstate', { state }))          // Streamlit runs the page of the address
    narrow()
  }
  document.addEventListener('click', event => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const link = event.composedPath().find(node => node.tagName === 'A')
    if (!link?.href || link.target || link.hasAttribute('download') || link.origin !== location.origin || !it.pages.has(link.pathname)) return
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return
    event.preventDefault(); it.go(link.href, link)
  })
  const send = (form, from) => {
    const words = new URLSearchParams([...new FormData(form)].filter(([, word]) => word !== ''))
    for (const [key, word] of new URLSearchParams(location.search))   // what this form does not ask stays, but not the page of the list
      if (key !== 'strona' && !form.elements[key] && !words.has(key)) words.set(key, word)
    it.go(form.action + (words.size ? `?${words}` : ''), from)
  }
  document.addEventListener('submit', event => {
    if (!event.target.matches('form.ratusz')) return
    event.preventDefault(); send(event.target, event.target.querySelector('input[type=search]'))
  })
  document.addEventListener('change', event => {
    const form = event.target.closest?.('form.ratusz')
    if (form && event.target.tagName === 'SELECT') send(form, event.target)
  })
  addEventListener('popstate', event => { it.wanted = event.state ?? { y: 0 } })
  document.addEventListener('scroll', event => { if (event.target === main() && !it.wanted) saveSoon() }, true)
  document.addEventListener('toggle', event => { if (event.target.dataset?.row && !it.wanted) saveSoon() }, true)
  history.scrollRestoration = 'manual'
  const early = [...document.querySelectorAll('form.ratusz select')].find(one =>
    one.selectedOptions[0] !== (one.querySelector('option[selected]') ?? one.options[0]))
  if (early) queueMicrotask(() => send(early.form, early))            // chosen before this script was there to hear it
  return it
}

// On a telephone the navigation lies over the page: a click in it has done its work.
function narrow() {
  if (innerWidth < 768) document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click()
}

function settle(want, until) {
  const top = main()
  for (const row of want.open ?? []) {
    const line = document.querySelector(`details[data-row="${CSS.escape(row)}"]`)
    if (line) line.open = true
  }
  const section = want.to && document.querySelector(`.ratusz.${CSS.escape(want.to)}`)
  if (section) section.scrollIntoView()
  else top.scrollTo(0, want.y ?? 0)
  const there = section || Math.abs(top.scrollTop - (want.y ?? 0)) <= 2
  if (!there && performance.now() < until) return requestAnimationFrame(() => settle(want, until))
  const target = section ? section.querySelector('h2') : want.focus && (top.querySelector(want.focus) ?? document.querySelector(want.focus))
  if (target) {
    if (target.tagName === 'H1') target.tabIndex = -1
    target.focus({ preventScroll: true })
  }
  if (me.wanted === want) me.wanted = null
}

export default function ({ data }) {
  me.pages = new Set(data.pages)
  if (!data.run) return                                               // the page is only being written
  document.title = data.title
  const same = query => { const words = new URLSearchParams(query); words.sort(); return words.toString() }
  if (data.path !== location.pathname || same(data.query) !== same(location.search)) return   // a run for an address since left
  const want = me.wanted ?? (me.drawn ? null : history.state)
  me.drawn = true
  if (want) { me.wanted = want; requestAnimationFrame(() => settle(want, performance.now() + 1500)) }
}
