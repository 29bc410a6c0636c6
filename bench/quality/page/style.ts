/** What the page of errors needs besides the style sheet of corpus reports. */
export const errorStyle = `
.legend { font-size: .92rem }
.scores td, .scores th { padding: .25rem .6rem; border-top: 1px solid var(--line); vertical-align: top }
.scores thead th { color: var(--muted); border-top: 0; white-space: nowrap }
.scores { background: var(--card); border: 1px solid var(--line) }
.errors { columns: 30rem; column-gap: .9rem; margin-top: .9rem }
.errors.wide { columns: auto }
.error { break-inside: avoid; margin-bottom: .9rem }
.error { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .9rem 1rem; min-width: 0 }
.error h4 { margin: 0 0 .6rem; font-size: .92rem; font-weight: 600; overflow-wrap: anywhere }
.picture { display: block; max-width: 100%; height: auto; max-height: 34rem; margin: 0 auto }
.box { fill: none; stroke-width: 2.5 }
.box.right { stroke: #1f9d55 } .box.wrong { stroke: #e02424 } .box.missed { stroke: #2563eb; stroke-dasharray: 7 4; stroke-width: 3.5 }
.picture text { font: 600 12px system-ui, sans-serif; paint-order: stroke; stroke: #fff; stroke-width: 3.5px; stroke-linejoin: round }
.picture text.right { fill: #146c3a } .picture text.wrong { fill: #b91c1c } .picture text.missed { fill: #1d4ed8 }
.key.right { background: #1f9d55 } .key.wrong { background: #e02424 } .key.missed { background: #2563eb }
.text { font-size: .95rem; overflow-wrap: anywhere }
.text.around { font-size: .85rem; color: var(--muted); max-height: 9.5rem; overflow: auto }
.text b { font-weight: 600; font-size: .78rem; color: var(--muted); margin-right: .35rem }
.texts td, .texts th { padding: .3rem .55rem; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere }
.texts { font-size: .85rem }
.texts th { white-space: nowrap } .texts td:nth-child(5) { min-width: 11rem }
.texts thead th { color: var(--muted); border-top: 0 }
.texts td:nth-child(3), .texts td:nth-child(4) { min-width: 12rem }
.verdict { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; margin: 0 0 .4rem; font-size: .92rem }
.verdict dt { color: var(--muted) } .verdict dd { margin: 0 0 0 -.8rem; font-weight: 600 }
mark { background: #ffe08a; color: #26241f; border-radius: .2rem; padding: 0 .1rem }
.nobody { color: var(--muted) } .everybody { border-bottom: 2px solid var(--fill) } .some { border-bottom: 2px dotted var(--fill) }
.c0, .c1, .c2, .c3, .c4, .c5, .c6, .c7 { color: #1d1b17; border-radius: .2rem; padding: 0 .1rem }
.c0 { background: #ffd6a5 } .c1 { background: #bde0fe } .c2 { background: #c7f0bd } .c3 { background: #ffc8dd }
.c4 { background: #e4d4ff } .c5 { background: #fff3a3 } .c6 { background: #b8f2e6 } .c7 { background: #e2d5c3 }
.grid { margin-top: .75rem }
`
