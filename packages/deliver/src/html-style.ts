/** The style sheet of the page. Status colours reach 4.5:1 on their surfaces in both schemes. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#f7f7f5;--surface:#fff;--sunken:#f2f2ef;--line:#e3e3de;--ink:#1b1d20;--muted:#5d6269;--accent:#2a5bc7;
--landed:#17734a;--planned:#2a5bc7;--held:#8a5a00;--rejected:#b92f27;--excluded:#646a72;--alarm:#fff1d6;--alarm-ink:#5e3c00;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;
--mono:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
@media (prefers-color-scheme:dark){:root{--bg:#111315;--surface:#191c1f;--sunken:#212529;--line:#2e3338;--ink:#e7e9eb;--muted:#9ca3ab;--accent:#86adff;
--landed:#4fc48d;--planned:#86adff;--held:#e3b04b;--rejected:#ff867d;--excluded:#a0a7af;--alarm:#3a2a08;--alarm-ink:#ffd98a}}
*{box-sizing:border-box}
html{background:var(--bg);color:var(--ink);font:15px/1.55 var(--sans);-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;overflow-wrap:anywhere}
header,main,footer{max-width:1180px;margin:0 auto;padding:0 28px}
header{padding-top:44px}
h1{font-size:clamp(24px,3.4vw,34px);line-height:1.2;letter-spacing:-.02em;font-weight:650;margin:6px 0 10px;text-wrap:balance}
h2{font-size:20px;letter-spacing:-.01em;font-weight:650;margin:0 0 6px}
h3{font-size:15px;font-weight:650;margin:0 0 4px}
h3 .title{font-weight:500}
p{margin:0}
section{margin-top:52px}h2+.card,h2+.stack{margin-top:14px}
code,pre{font-family:var(--mono);font-size:.87em}
.muted,.lead,.eyebrow{color:var(--muted)}
.lead{margin-bottom:18px;max-width:76ch}
.eyebrow{font-size:14px}.eyebrow strong{color:var(--ink)}
.decision{font-size:17px;color:var(--muted);max-width:70ch}
.alarm{background:var(--alarm);color:var(--alarm-ink);border:1px solid currentColor;border-radius:10px;padding:12px 16px;margin-bottom:24px;font-size:16px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:12px;background:var(--surface);color:var(--accent);padding:8px 14px;border-radius:8px;z-index:1}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.symbols{position:absolute;width:0;height:0}
.s-landed{--c:var(--landed)}.s-planned{--c:var(--planned)}.s-held{--c:var(--held)}.s-rejected{--c:var(--rejected)}.s-excluded{--c:var(--excluded)}
.fill{fill:var(--c)}.cut{fill:none;stroke:var(--surface);stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.ring,.stroke{fill:var(--surface);stroke:var(--c);stroke-width:2;stroke-linecap:round}
.mark{width:14px;height:14px;flex:none}
.card{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:18px 20px;margin:0}
.flush{padding:0;overflow:hidden}
.stack{display:grid;grid-template-columns:minmax(0,1fr);gap:14px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:12px;margin:28px 0 14px}
.tile{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:14px 18px 16px}
.tile dt{display:flex;align-items:center;gap:8px;color:var(--c);font-weight:600;font-size:14px}
.tile dd{margin:0}.figure{display:block;font-size:40px;line-height:1.15;font-weight:650;letter-spacing:-.03em;font-variant-numeric:tabular-nums}
.tile.none .figure{color:var(--muted);font-weight:500}
.meaning{display:block;color:var(--muted);font-size:13px;line-height:1.4}
.proportions{display:block;border-radius:4px;overflow:hidden}.proportions rect{fill:var(--c)}
.binding{display:grid;gap:4px;margin:22px 0 0;font-size:14px}
.binding div,.steps div{display:grid;grid-template-columns:124px minmax(0,1fr);gap:12px}
.binding dt,.steps dt{color:var(--muted)}
.binding dd,.steps dd{margin:0}
.steps{display:grid;gap:8px;margin-top:12px}
.steps dt{padding-top:5px}
.command{display:block;background:var(--sunken);border:1px solid var(--line);border-radius:7px;padding:5px 10px;white-space:pre-wrap;user-select:all;-webkit-user-select:all;cursor:copy;line-height:1.5}
.graphs{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,460px),1fr));gap:14px;align-items:start}
.draw{overflow-x:auto;margin:6px -8px 10px;border-radius:8px}.draw svg{display:block;max-width:100%;height:auto;margin:0 auto}
.graph.big{grid-row:span 2}
.tie{fill:none;stroke:var(--muted);stroke-width:1.5;opacity:.75}.tie.faint{stroke-width:.75;opacity:.35}
.hub{fill:var(--surface);stroke:var(--muted);stroke-width:1.5}
.graph text{font:12px var(--sans);fill:var(--ink)}
.tie-labels text{font-size:11px;fill:var(--muted);paint-order:stroke;stroke:var(--surface);stroke-width:5px;stroke-linejoin:round}
.edges{list-style:none;margin:0;padding:10px 0 0;border-top:1px solid var(--line);display:grid;gap:6px;font-size:13.5px}
.kind,.risk,.pill{display:inline-block;border:1px solid var(--line);background:var(--sunken);border-radius:99px;padding:0 8px;font-size:12px;font-weight:500;line-height:1.6;white-space:nowrap}
.pill.good{color:var(--landed)}.pill.bad{color:var(--rejected)}.pill.part{color:var(--held)}
.lone{margin-top:14px}
.dots{list-style:none;display:flex;flex-wrap:wrap;gap:6px;margin:12px 0 0;padding:0}
.dots li{display:flex;position:relative}.dots.named{gap:8px 20px}.dots.named li{align-items:center;gap:7px;font-size:13.5px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:10px 14px;border-top:1px solid var(--line);font-weight:400}
thead th{border-top:0;color:var(--muted);font-size:12.5px;font-weight:500;white-space:nowrap}
.branches{table-layout:fixed}
.branches thead th:nth-child(1){width:27%}.branches thead th:nth-child(2){width:132px}.branches thead th:nth-child(4){width:72px}.branches thead th:nth-child(5){width:148px}
.branches .group th{background:var(--sunken);font-weight:600;padding-block:7px}.group .muted{font-weight:400;margin-left:6px}
.branch .name{display:block;font-weight:600}.task{display:block;color:var(--muted);font-size:13.5px;line-height:1.45}.oid{color:var(--muted)}
.chip{display:inline-flex;align-items:center;gap:6px;color:var(--c);font-weight:600;white-space:nowrap}
.reason{display:block;color:var(--muted);font-size:13px}
.why{display:grid;grid-template-columns:minmax(0,1fr);gap:5px}
.files{display:block}.risk{margin:2px 4px 0 0;max-width:100%;white-space:normal}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.pass{color:var(--landed)}.fail{color:var(--rejected);font-weight:600}.pass,.fail{white-space:nowrap}
.scroll{overflow-x:auto;margin:10px -20px 0;padding:0 6px}
.scroll table{min-width:560px;table-layout:fixed}.tiers th:nth-child(1){width:18%}.tiers th:nth-child(3){width:26%}.tiers th:nth-child(4){width:90px}
.scroll thead th{border-top:0}
.names,.plain,.notes{margin:6px 0 0;padding-left:22px}.plain{margin:0;padding:0;list-style:none;display:grid;gap:4px}
.notes{margin:0 0 16px}
.merges{margin-top:14px;display:grid;grid-template-columns:minmax(0,1fr);gap:2px}.merge{margin:0}.merge .muted{font-size:13.5px}.lost{margin:4px 0 10px;font-size:13.5px}
.sides td{padding:6px}.sides p{margin:0 0 4px}.sides pre{margin:0;padding:8px 10px;max-height:560px;white-space:pre-wrap;overflow-wrap:anywhere}.sides thead th{padding:8px 6px 2px;white-space:normal}
details{margin-top:8px}summary{cursor:pointer;border-radius:6px}
.log{margin:0}.log .name{font-weight:600}
pre{margin:12px 0 0;padding:14px 16px;background:var(--sunken);border:1px solid var(--line);border-radius:8px;overflow:auto;max-height:460px;line-height:1.5;overflow-wrap:normal}
.timeline th{width:120px;padding:6px 0;border:0}.timeline td{border:0;padding:6px 0}.timeline .number{width:90px}
.track{vertical-align:middle}.bar{display:block}.rail{fill:var(--sunken)}.used{fill:var(--accent)}
.timeline+p{margin-top:8px;font-size:13.5px}
footer{padding:44px 28px 56px;color:var(--muted);font-size:13px}
@media (max-width:760px){
header,main,footer{padding-left:16px;padding-right:16px}header{padding-top:28px}section{margin-top:40px}
.tiles{grid-template-columns:repeat(2,minmax(0,1fr));gap:10px}.figure{font-size:32px}.card{padding:14px 16px}.card.flush{padding:0}.scroll{margin-inline:-16px}
.binding div,.steps div{grid-template-columns:minmax(0,1fr);gap:0}.binding{gap:10px}.steps{gap:12px}
.branches,.branches tbody,.branches tr,.branches th,.branches td{display:block;width:auto}
.branches thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.branches th,.branches td{border:0;padding:0}.branch{padding:14px 16px;border-top:1px solid var(--line);display:grid!important;gap:8px}
.branches .group th{padding:7px 16px;border-top:1px solid var(--line)}
.branch td[data-label="Cluster"]::before,.branch td[data-label="Size and risk"]::before{content:attr(data-label) ": ";color:var(--muted)}
.chip{margin-right:8px}.reason,.files{display:inline}.files{margin-right:8px}
.timeline th{width:92px}.timeline .number{width:78px}
}
@media print{:root{--bg:#fff;--sunken:#f6f6f4}html{font-size:11px}header,main,footer{max-width:none;padding-inline:0}.card,.tile,.branch{break-inside:avoid}.card.flush{break-inside:auto}pre{max-height:none;white-space:pre-wrap}.skip{display:none}h2{break-after:avoid}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
`;
