// Our own few enhancements. Every page works without them.

// A plan recomputes when an answer changes; the button that does the same by hand stays.
// While the answer travels, the old plan stays readable and says so by aria-busy.
export function start (htmx) {
  htmx.config.includeIndicatorStyles = false
  htmx.config.allowEval = false
  htmx.config.selfRequestsOnly = true
  htmx.config.historyCacheSize = 0
  document.addEventListener('htmx:beforeRequest', e => busy(e, true))
  document.addEventListener('htmx:afterRequest', e => busy(e, false))
  reveals()
  // long lists are open without script; on a narrow screen they start folded
  if (window.matchMedia('(max-width: 639px)').matches && !location.hash) {
    for (const d of document.querySelectorAll('details[data-fold-narrow]')) d.open = false
  }
  for (const b of document.querySelectorAll('[data-print]')) {
    b.hidden = false
    b.addEventListener('click', () => window.print())
  }
}

// What an answer makes necessary is shown only when that answer is chosen. Without script everything is shown and
// the server ignores what is not needed.
function reveals () {
  const show = () => {
    const open = new Map() // several answers can ask for one part
    for (const input of document.querySelectorAll('[data-reveal]')) {
      const part = document.getElementById(input.getAttribute('data-reveal'))
      if (part) open.set(part, open.get(part) || input.checked)
    }
    for (const [part, shown] of open) part.hidden = !shown
  }
  show()
  document.addEventListener('change', show)
  document.addEventListener('htmx:afterSettle', show) // a swap brings new controls
}

function busy (e, on) {
  const target = e.detail && e.detail.target
  if (target) target.setAttribute('aria-busy', String(on))
}

// "/" puts the cursor into the search box of the page.
export function slashSearches () {
  if (document.querySelector('[data-keys=off]')) return
  document.addEventListener('keydown', e => {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey) return
    if (/^(input|textarea|select)$/i.test(e.target.tagName) || e.target.isContentEditable) return
    const box = document.querySelector('[data-shortcut="/"]')
    if (box) { e.preventDefault(); box.focus(); box.select() }
  })
}
