/** How a letter looks: inline, since many mail programs drop style sheets; the sheet only adds narrow and dark screens. */
const FACE = "Georgia,'Times New Roman',serif"

/** Texts stand at the side where their script begins; programs that do not know `start` keep them at the left. */
export const LOOK = {
  body: `margin:0;padding:0;background-color:#fdfcf9;color:#1a1a1a;font-family:${FACE};-webkit-text-size-adjust:100%`,
  outer: 'border-collapse:collapse;width:100%;background-color:#fdfcf9',
  inner: 'border-collapse:collapse;width:100%;max-width:640px;table-layout:fixed;margin:0 auto',
  cell: `padding:24px;font-family:${FACE};font-size:16px;line-height:1.5;color:#1a1a1a;text-align:left;text-align:start;overflow-wrap:break-word;word-wrap:break-word;word-break:break-word`,
  masthead: 'margin:0;font-size:26px;line-height:1.2;font-weight:bold',
  dateline: 'margin:4px 0 0;padding:0 0 12px;border-bottom:1px solid #1a1a1a;font-size:14px;color:#5c574f',
  lead: 'margin:14px 0 0;font-size:16px',
  small: 'margin:4px 0 0;font-size:14px;line-height:1.45;color:#5c574f',
  heading: 'margin:28px 0 0;padding:10px 0 0;border-top:1px solid #1a1a1a;font-size:19px;line-height:1.3;font-weight:bold',
  paper: 'margin:0;padding:18px 0 0',
  title: 'margin:0;font-size:19px;line-height:1.3;font-weight:bold',
  titleLink: 'color:#1a1a1a;text-decoration:underline',
  abstract: 'margin:8px 0 0;font-size:16px;line-height:1.5',
  foot: 'margin:12px 0 0;font-size:13px;line-height:1.5;color:#5c574f',
  rule: 'margin:28px 0 0;border-top:1px solid #c9c3b6;font-size:0;line-height:0;height:1px',
  link: 'color:#1a1a1a;text-decoration:underline',
} as const

export const SHEET = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  '@media (max-width:480px){.cell{padding:16px!important}}',
  '@media (prefers-color-scheme:dark){.paper-ground{background-color:#171614!important}.cell,.ink{color:#ece8df!important}.quiet{color:#aba598!important}.line{border-color:#6b665c!important}}',
].join('')
