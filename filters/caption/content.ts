/** What every caption may carry and what describes no picture: markers, scale bars, magnifications. */
const furniture =
  /\b(?:extended data |supplementary |suppl\. |appendix |plate |panel )?fig(?:ure|\.)?s? ?[a-z]?\d+[a-z]?(?:[-–—,] ?[a-z\d]+)*[.:]?|\b(?:scale )?bars?(?: in [a-z](?:[-–, ]+[a-z])*)?(?: ?[=:,;]| represents?| indicates?| is| are)? ?[\d.,]* ?(?:[µμu]m|mm|cm|nm|microns?)?|\b[\d.,]+ ?(?:[µμu]m|mm|cm|nm|microns?)\b|(?:original )?magnifications?[:,]?|[×x] ?[\d.,]+\b|\b[\d.,]+ ?[×x](?!\w)|\b(?:low|high|medium|higher|lower)(?:[- ]power)?(?: view| field| magnification)?s?\b|\b(?:see|legend|as in|as above|same as|refer to|see text|text|for details?|continued|contd?)\b[.:]?|^\(?[a-z](?:[-–, ]+[a-z])*\)?[.:]?(?= |$)|\((?:[a-z]|[ivx]+|left|right|top|bottom)(?:[-–, ]+[a-z])*\)/gi

/**
 * Notices of journals and web pages. The first kind is a clause of its own and goes whole; the second
 * trails behind a description and goes from its first word on.
 */
const clauses =
  /[^.!?;()]*\b(?:click (?:here|on)|additional data file|colou?r version|in colou?r (?:online|in the online)|can be viewed (?:at|online)|view(?:ed)? online|this (?:figure|image) (?:is available|appears in|can be)|for (?:a |an )?(?:full|complete|detailed) (?:caption|legend)|available (?:online|at (?:the journal|http|www)|as (?:supplementary|an? online))|online (?:supplement|article|version)|accompanying (?:article|video)|all rights reserved|please note|open in (?:a )?(?:new|separate) (?:tab|window)|full[- ]size (?:image|figure)|author photograph|cover (?:image|photo|art)|toc graphic|graphical abstract)\b[^.!?;]*[.!?;]?/gi
const trails =
  /\(?(?:©|\b(?:copyright|(?:reproduced|reprinted|adapted|modified|used|published|printed|image used) (?:with|by|under) (?:kind |the )?(?:permission|licen[cs]e|terms)|with permission (?:from|of)|under (?:a |the )?creative commons|creative commons|licen[cs]ed under))[^.!?]*(?:[.!?)]|$)/gi

const stainName =
  /\bH ?& ?E\b|\bHE\b|\bPAS\b|\bIHC\b|\bCD\d|\bKi-?67|\bDAPI\b|\bTEM\b|\bSEM\b|\bMT\b|\bp\d{2}\b/

/** Words that describe something: three letters or more, or the abbreviation of a stain. */
export const describingWords = (caption: string): string[] =>
  (caption.replace(furniture, ' ').match(/\p{L}[\p{L}-]{2,}/gu) ?? []).filter(
    (word) =>
      !/^(?:the|and|for|with|from|fig|figs|figure|panel|image|images|see|bar|bars)$/i.test(word),
  )

export const namesStain = (caption: string): boolean => stainName.test(caption)

/** The caption without journal notices. */
export const withoutNotices = (caption: string): string =>
  caption.replace(clauses, ' ').replace(trails, ' ').trim()
