/** The report's only style sheet; its hash is in the page's content policy. */
export const style = `
:root { color-scheme: light dark; --ground: #f6f5f2; --card: #fff; --text: #26241f; --muted: #6f6a60;
  --line: #e4e0d8; --fill: #7a5c8e; --kept: #4f8a63; --flagged: #d39a2d; --dropped: #a9a396; --failed: #bd4b4b; --link: #5a3f7a }
@media (prefers-color-scheme: dark) { :root { --ground: #191817; --card: #232120; --text: #e8e4dc; --muted: #a29b8e;
  --line: #383430; --fill: #b293c9; --kept: #6bb083; --flagged: #ddb055; --dropped: #6d675d; --failed: #d97070; --link: #cdb3e2 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main, header { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem }
header { padding-top: 2.5rem }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; font-weight: 650 }
h2 { font-size: 1.3rem; margin: 3rem 0 .75rem; font-weight: 650 }
h3 { font-size: 1rem; margin: 0 0 .6rem; font-weight: 600 }
p { margin: .4rem 0 }
a { color: var(--link) }
code { font: .86em ui-monospace, monospace; overflow-wrap: anywhere }
.muted { color: var(--muted) }
.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: 1.25rem 0 0 }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0 }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem }
.tile b { display: block; font-size: 1.6rem; line-height: 1.25; font-weight: 650; font-variant-numeric: tabular-nums }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; margin: 1.25rem 0 0; font-size: .92rem }
.facts dt { color: var(--muted) }
.facts dd { margin: 0; overflow-wrap: anywhere }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.1rem }
.level { margin-bottom: .75rem }
.level h3 b { font-variant-numeric: tabular-nums; margin-left: .3rem }
.ends { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; font-size: .92rem }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: .75rem }
.key { display: inline-block; width: .7rem; height: .7rem; border-radius: .2rem; margin-right: .4rem }
.legend .key:not(:first-child) { margin-left: 1rem }
.key.kept { background: var(--kept) } .key.flagged { background: var(--flagged) }
.key.dropped { background: var(--dropped) } .key.failed { background: var(--failed) }
rect.kept { fill: var(--kept) } rect.flagged { fill: var(--flagged) }
rect.dropped { fill: var(--dropped) } rect.failed { fill: var(--failed) }
.track { fill: var(--line) } .fill { fill: var(--fill) }
.bar { display: block; width: 100%; height: .5rem; border-radius: .25rem }
.divided { display: block; width: 100%; height: .9rem; border-radius: .3rem }
.histogram { display: block; width: 100%; height: auto; max-height: 16rem }
.histogram line { stroke: var(--line) }
.histogram text { fill: var(--muted); font-size: 12px }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
th { text-align: left; font-weight: 500 }
.bars th { width: 38%; padding: .15rem .6rem .15rem 0 }
.bars td { padding: .15rem .3rem }
.bars .num { width: 1% }
.reasons { margin-top: .4rem }
.reasons td { padding: .12rem .5rem .12rem 0; vertical-align: top }
.reasons .num { width: 3.5rem }
.scroll { overflow-x: auto }
.list { background: var(--card); border: 1px solid var(--line) }
.list th, .list td { padding: .45rem .7rem; vertical-align: top; border-top: 1px solid var(--line) }
.list thead th { color: var(--muted); border-top: 0 }
.list .item { overflow-wrap: anywhere; min-width: 9rem }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16.5rem), 1fr)); gap: .75rem }
.pair { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; overflow: hidden; display: flex; flex-direction: column }
.pair img { width: 100%; height: 12rem; object-fit: contain; background: var(--line); display: block }
.pair p, .chips { margin: 0; padding: .5rem .9rem 0 }
.chips { display: flex; flex-wrap: wrap; gap: .3rem }
.chips span { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .55rem; font-size: .78rem; color: var(--muted) }
.why { font-size: .85rem }
.caption { flex: 1; font-size: .92rem; max-height: 9.5rem; overflow: auto; overflow-wrap: anywhere }
.pair .home { font-size: .78rem; color: var(--muted); padding-bottom: .9rem; overflow-wrap: anywhere }
footer { max-width: 72rem; margin: 3rem auto 0; padding: 1.25rem; color: var(--muted); font-size: .85rem; border-top: 1px solid var(--line) }
@media (max-width: 40rem) { h1 { font-size: 1.5rem } .facts { grid-template-columns: 1fr; gap: 0 } .facts dd { margin-bottom: .4rem } .bars th { width: 44% } }
@media print { body { background: #fff } .pair { break-inside: avoid } }
`
