/** The style and the layout of the pages. */

/**
 * How the pages look, in the typesetter's language (Typst). It is always the same: what is drawn comes as JSON, in
 * `sys.inputs.sheet`, with the types of `sheet.ts`.
 */

export const TEMPLATE = String.raw`
#let sheet = json(bytes(sys.inputs.sheet))
#let ink = rgb("#23211d")
#let soft = rgb("#67625a")
#let hair = rgb("#d5cfc3")
#let blue = rgb("#1f5fa8")
#let is-rtl = sheet.direction == "rtl"
#let direction-of = (ltr: ltr, rtl: rtl)
#let colors = sheet.colors.pairs().map(((name, value)) => (name, rgb(value))).to-dict()

#set document(
  title: sheet.title,
  date: if sheet.made == none { none } else {
    let (year, month, day, hour, minute, second) = sheet.made
    datetime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  },
)
#set text(
  font: sheet.fonts.serif,
  size: 10.5pt,
  fill: ink,
  lang: sheet.language,
  region: sheet.region,
  dir: direction-of.at(sheet.direction),
  hyphenate: false,
  top-edge: 0.8em,
  bottom-edge: -0.22em,
)
#set par(leading: sheet.leading.text * 1em, spacing: 1.15em, justify: false)

#let sans(size, ..styles, body) = text(font: sheet.fonts.sans, size: size, ..styles, body)
// Galley's own words are English in whatever text they stand.
#let english(body) = text(lang: "en", region: none, dir: ltr, body)

#set page(
  paper: "a4",
  margin: (x: 44mm, top: 32mm, bottom: 32mm),
  header-ascent: 40%,
  footer-descent: 45%,
  header: context if here().page() > 1 {
    set par(leading: 0.3em)
    align(start, block(height: 1.1em, clip: true, sans(7.6pt, fill: soft, sheet.title)))
  },
  footer: context align(center, sans(7.6pt, fill: soft, english(str(here().page())))),
)
#set list(indent: 0.2em, body-indent: 0.7em, spacing: 0.55em, marker: ([•], [–], [•]))
#set enum(indent: 0.2em, body-indent: 0.6em, spacing: 0.55em)
#set strike(stroke: 0.6pt)
#set underline(stroke: 0.6pt, offset: 0.14em)
#show raw: set text(font: sheet.fonts.mono, size: 0.84em)

#let marked(body, marks) = {
  for mark in marks {
    body = if mark == "strong" { strong(body) }
      else if mark == "em" { emph(body) }
      else if mark == "strike" { strike(body) }
      else if mark == "underline" { underline(body) }
      else if mark == "superscript" { super(typographic: false, body) }
      else if mark == "subscript" { sub(typographic: false, body) }
      else { body }
  }
  body
}
#let run(it) = if it.kind == "break" { linebreak() } else {
  marked(if "code" in it.marks { raw(it.text) } else { text(it.text) }, it.marks)
}
#let piece(it) = if it.kind == "number" {
  set text(font: sheet.fonts.sans, weight: 600, fill: colors.at(it.color))
  super(typographic: false, size: 0.62em, link(it.address, english(str(it.number))))
} else if it.kind == "link" {
  let body = it.runs.map(run).join()
  link(it.address, if it.isOutward { text(fill: blue, underline(stroke: 0.4pt + blue.lighten(40%), body)) } else { body })
} else { run(it) }
#let pieces(all) = all.map(piece).join()

#let head-sizes = (17pt, 14.5pt, 12.5pt, 11pt, 10.5pt, 10.5pt)
#show heading: it => block(above: 1.7em, below: 0.7em, sticky: true, {
  set par(leading: sheet.leading.heading * 1em)
  it.body
})

#let cell-size(columns) = if columns <= 4 { 8.8pt } else if columns <= 8 { 7.6pt } else { 6.2pt }
#let directed(it, body) = if it.direction == none { body } else {
  set text(dir: direction-of.at(it.direction))
  body
}
#let bar(color, body) = context {
  let side = if text.dir == rtl { "right" } else { "left" }
  block(width: 100%, stroke: ((side): 2pt + color), inset: ((side): 10pt, rest: 0pt), body)
}
#let short-rule = box(width: 22%, height: 1em, align(horizon, line(length: 100%, stroke: 0.5pt + soft)))

#let draw(all) = for it in all {
  directed(it, if it.kind == "paragraph" {
    par(pieces(it.pieces))
  } else if it.kind == "title" {
    set par(leading: sheet.leading.title * 1em)
    block(below: 1.1em, title(text(size: 25pt, weight: 400, pieces(it.pieces))))
  } else if it.kind == "standfirst" {
    block(above: 1em, below: 1.2em, par(text(size: 13pt, fill: soft, pieces(it.pieces))))
  } else if it.kind == "byline" {
    block(above: 1em, below: 2.2em, par(sans(8.6pt, fill: soft, pieces(it.pieces))))
  } else if it.kind == "caption" {
    block(above: 0.8em, par(sans(8.4pt, fill: soft, pieces(it.pieces))))
  } else if it.kind == "heading" {
    heading(level: it.level, text(
      size: head-sizes.at(it.size - 1),
      weight: 600,
      style: if it.size > 4 { "italic" } else { "normal" },
      pieces(it.pieces),
    ))
  } else if it.kind == "quote" {
    bar(hair, { set text(fill: soft); draw(it.blocks) })
  } else if it.kind == "figure" {
    block(above: 1.6em, below: 1.6em, width: 100%, draw(it.blocks))
  } else if it.kind == "picture" and it.shown != none {
    layout(size => align(center, image(
      it.shown.path,
      alt: it.shown.alt,
      width: calc.min(it.shown.width * 1pt, size.width),
    )))
    if it.pieces.len() > 0 { align(center, par(sans(8.4pt, fill: soft, pieces(it.pieces)))) }
  } else if it.kind == "picture" {
    block(
      width: 100%, inset: 12pt, radius: 2pt, stroke: 0.5pt + hair, fill: rgb("#faf9f6"),
      align(center, par(sans(8.4pt, fill: soft, pieces(it.pieces)))),
    )
  } else if it.kind == "list" {
    let items = it.items.map(item => if item.len() == 1 and item.first().kind == "paragraph" {
      directed(item.first(), pieces(item.first().pieces))
    } else { draw(item) })
    if it.markers == none { list(tight: false, ..items) } else {
      let markers = it.markers
      enum(tight: false, numbering: n => markers.at(n - 1), ..items)
    }
  } else if it.kind == "table" {
    let cells = it.cells.map(cell => table.cell(
      x: cell.x, y: cell.y, colspan: cell.colspan, rowspan: cell.rowspan,
      { set text(weight: 600) if cell.isHeader; draw(cell.blocks) },
    ))
    let in-head = it.cells.filter(cell => cell.y < it.head).len()
    set text(font: sheet.fonts.sans, size: cell-size(it.columns))
    set par(leading: sheet.leading.table * 1em, spacing: 0.7em)
    block(above: 1.6em, below: 1.6em, table(
      columns: it.columns,
      align: start + top,
      inset: (x: if it.columns <= 8 { 5pt } else { 2pt }, y: 5pt),
      stroke: (_, y) => (
        top: if y == 0 or y == it.head { 0.8pt + soft } else { 0.4pt + hair },
        bottom: 0.4pt + hair,
      ),
      ..if it.head > 0 { (table.header(..cells.slice(0, in-head)),) },
      ..cells.slice(in-head),
    ))
  } else if it.kind == "code" {
    let lines = it.lines
    show raw.line: line => pieces(lines.at(line.number - 1))
    set text(dir: ltr)
    set par(leading: sheet.leading.code * 1em)
    block(
      width: 100%, inset: (x: 9pt, y: 8pt), radius: 2pt, fill: rgb("#f5f3ee"),
      raw(block: true, lines.map(_ => "x").join("\n")),
    )
  } else if it.kind == "rule" {
    block(above: 1.8em, below: 1.8em, width: 100%, align(center,
      if it.address == none { short-rule } else { link(it.address, short-rule) },
    ))
  })
}

#let made(it) = sans(7.6pt, fill: soft, {
  if it.author != "" { text(weight: 600, fill: ink, it.author); [ · ] }
  english(("state", "time").map(name => it.at(name, default: "")).filter(word => word != "").join(" · "))
})
#let note(it) = {
  let color = colors.at(it.color)
  let tone = if it.isSettled { color.lighten(55%) } else { color }
  block(
    above: 1.5em, width: 100%,
    stroke: if is-rtl { (right: 1.6pt + tone) } else { (left: 1.6pt + tone) },
    inset: if is-rtl { (right: 9pt, y: 1pt) } else { (left: 9pt, y: 1pt) },
    {
      set text(size: 8.8pt)
      set par(leading: 0.42em, spacing: 0.62em)
      set align(if is-rtl { right } else { left })
      block(sticky: true, par({
        // In a box, for its digits would else be taken along by words of the other direction.
        box(text(font: sheet.fonts.sans, weight: 700, fill: color, link(it.address, english(str(it.number)))))
        h(0.7em)
        text(size: 9.6pt, style: "italic", it.quote)
      }))
      block(sticky: true, par(made(it)))
      set text(font: sheet.fonts.sans)
      if it.place != none { par(text(size: 7.6pt, fill: soft, english(it.place))) }
      if it.replacement == "" { par(english("Delete these words.")) }
      else if it.replacement != none { par({
        english("Replace by")
        text(" ")
        text(weight: 600, "“" + it.replacement + "”")
      }) }
      draw(it.blocks)
      if it.facts.len() > 0 { par(text(size: 7.6pt, fill: soft, english(it.facts.join(" · ")))) }
      for reply in it.replies {
        block(above: 1em, width: 100%, inset: if is-rtl { (right: 12pt) } else { (left: 12pt) }, {
          block(sticky: true, par(made(reply)))
          draw(reply.blocks)
        })
      }
    },
  )
}
#let section(name, says, notes) = if notes.len() > 0 {
  heading(level: 1, text(size: 14.5pt, weight: 600, english(name)))
  if says != none { par(sans(8pt, fill: soft, english(says))) }
  for it in notes { note(it) }
}

#draw(sheet.blocks)
#if sheet.notes.len() + sheet.displaced.len() > 0 {
  v(2.4em, weak: true)
  line(length: 100%, stroke: 0.5pt + hair)
}
#section("Notes", none, sheet.notes)
#section(
  "Notes without a place",
  "Their words are gone from the text, or occur in it more than once. They are shown as they were quoted.",
  sheet.displaced,
)
#block(above: 3em, breakable: false, sans(7.6pt, fill: soft, {
  set par(leading: 0.4em, spacing: 0.5em)
  for sentence in sheet.origin { par(english(sentence)) }
  if sheet.url != none { par(english(link(sheet.url, text(fill: blue, sheet.url)))) }
}))
`;
