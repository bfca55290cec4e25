/** The style sheet of every page. Status colours reach 4.5:1 on their surfaces in both schemes. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f5;--surface:#fff;--sunken:#f1f2ef;--line:#e1e3de;--ink:#1b1e1c;--muted:#5a625d;--accent:#1f5fbf;
--good:#17734a;--bad:#b92f27;--busy:#8a5a00;--idle:#646a72;--loud:#fff1d6;--loud-ink:#5e3c00;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;
--mono:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
@media (prefers-color-scheme:dark){:root{--bg:#101312;--surface:#181c1a;--sunken:#202523;--line:#2d3431;--ink:#e6eae8;--muted:#9aa5a0;--accent:#86b4ff;
--good:#4fc48d;--bad:#ff867d;--busy:#e3b04b;--idle:#a0a7af;--loud:#3a2a08;--loud-ink:#ffd98a}}
*{box-sizing:border-box}
html{background:var(--bg);color:var(--ink);font:15px/1.55 var(--sans);-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere}
.top{background:var(--surface);border-bottom:1px solid var(--line)}
.top>div,main,footer{max-width:1080px;margin:0 auto;padding:0 24px}
.top>div{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 22px;padding-block:12px}
.brand{font-weight:650;color:var(--ink)}.brand span{color:var(--muted);font-weight:400}
nav{display:flex;gap:18px;margin-left:auto}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
main{padding-top:28px}
h1{font-size:clamp(21px,3vw,28px);line-height:1.25;letter-spacing:-.015em;font-weight:650;margin:2px 0 8px;text-wrap:balance}
h2{font-size:17px;font-weight:650;margin:0 0 10px}
section{margin-top:36px}
p{margin:0 0 8px}
.muted,.eyebrow{color:var(--muted)}.eyebrow{font-size:13.5px;margin:0}
code,pre,.mono{font-family:var(--mono);font-size:.87em}
.card{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:14px 18px}
.empty{color:var(--muted)}.empty code{color:var(--ink)}
.rows{list-style:none;margin:0;padding:0;background:var(--surface);border:1px solid var(--line);border-radius:10px;overflow:hidden}
.rows>li{display:grid;grid-template-columns:136px minmax(0,1fr) auto;gap:2px 14px;padding:10px 16px;border-top:1px solid var(--line);align-items:baseline}
.rows>li:first-child{border-top:0}
.rows .title{font-weight:550;color:var(--ink)}.rows .more{display:block;color:var(--muted);font-size:13.5px}
.number{color:var(--muted);font-size:13.5px;font-variant-numeric:tabular-nums;white-space:nowrap;text-align:right}
.chip{display:inline-flex;align-items:center;gap:7px;font-weight:600;font-size:13.5px;color:var(--c);white-space:nowrap}
.chip::before{content:"";flex:none;width:9px;height:9px;border-radius:50%;background:var(--c)}
.good{--c:var(--good)}.bad{--c:var(--bad)}.busy{--c:var(--busy)}.idle{--c:var(--idle)}
.busy::before,.idle::before{background:none;box-shadow:inset 0 0 0 2.5px var(--c)}
.bad::before{border-radius:2px}
.facts{display:flex;flex-wrap:wrap;gap:4px 18px;color:var(--muted);font-size:14px;margin:0 0 4px;align-items:baseline}
.loud{background:var(--loud);color:var(--loud-ink);border:1px solid currentColor;border-radius:8px;padding:8px 14px}
pre{margin:8px 0;padding:12px 14px;background:var(--sunken);border:1px solid var(--line);border-radius:8px;overflow:auto;line-height:1.5;overflow-wrap:normal;tab-size:4}
.log{max-height:none;counter-reset:line;padding:12px 0;white-space:pre-wrap;overflow-wrap:anywhere}
.log span{display:block;padding:0 14px 0 62px;position:relative;min-height:1.5em}
.log span::before{counter-increment:line;content:counter(line);position:absolute;left:0;width:46px;text-align:right;color:var(--muted);opacity:.7}
.log .e{color:var(--bad);font-weight:600}.log .w{color:var(--busy)}.log .g{font-weight:600}.log .d{color:var(--muted)}
.md>:first-child{margin-top:0}.md>:last-child{margin-bottom:0}
.md h3{font-size:17px;margin:22px 0 6px}.md h4{font-size:15px;margin:16px 0 4px}.md h5{font-size:14px;margin:12px 0 4px}
.md ul,.md ol{margin:4px 0 10px;padding-left:22px}.md .in1{margin-left:20px}.md .in2{margin-left:40px}.md .in3,.md .in4{margin-left:60px}
.md blockquote{margin:8px 0;padding:4px 14px;border-left:3px solid var(--line)}.md blockquote.loud{padding:8px 14px;border-left:1px solid currentColor}
.md hr{border:0;border-top:1px solid var(--line);margin:16px 0}
.md code{background:var(--sunken);border-radius:4px;padding:1px 4px}.md pre code{padding:0}
.md pre{max-height:420px}.machine>summary{color:var(--muted);font-size:13.5px}
details{margin:6px 0}summary{cursor:pointer}
.scroll{overflow-x:auto;margin:8px 0}
table{border-collapse:collapse;font-size:14px;min-width:60%}
th,td{text-align:left;vertical-align:top;padding:6px 12px;border:1px solid var(--line);font-weight:400}
td,th{overflow-wrap:break-word}td code{overflow-wrap:anywhere}
thead th{background:var(--sunken);font-weight:600;white-space:nowrap}
.stack{display:grid;gap:12px;grid-template-columns:minmax(0,1fr)}
footer{padding-block:40px 48px;color:var(--muted);font-size:13px}
@media (max-width:640px){.top>div,main,footer{padding-inline:16px}nav{margin-left:0}main{padding-top:20px}
.rows>li{grid-template-columns:minmax(0,1fr) auto;padding:12px 16px}.rows>li>:nth-child(2){grid-column:1/-1;grid-row:2}
.card{padding:12px 14px}.log span{padding-left:46px}.log span::before{width:34px}}
`;
