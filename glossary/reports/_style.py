"""The style of the stand-alone report: two colour schemes, narrow screens, and paper."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--paper:light-dark(#faf9f6,#151618);--sheet:light-dark(#fff,#1c1e21);
--sunk:light-dark(#f1efe9,#111214);--ink:light-dark(#1b1c1e,#e8e6e1);--ink-2:light-dark(#5a5c60,#a3a5a9);
--ink-3:light-dark(#6a6c71,#8f9298);--line:light-dark(#e3e0d8,#2d3034);--line-2:light-dark(#c9c5ba,#464a50);
--accent:light-dark(#0b5c6b,#6cc3d1);--soft:light-dark(#e2f0f2,#16343a);--error:light-dark(#a8321f,#f0877a);
--warning:light-dark(#8a5a00,#e3b341);--info:light-dark(#5a5c60,#a3a5a9);--on-error:light-dark(#fbe3de,#4a211b);
--on-warning:light-dark(#fff0c2,#4a3d12);--on-info:light-dark(#e9e7e1,#303338);
--latin:"Be Vietnam Pro",system-ui,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 var(--latin)}
:lang(zh-Hans){font-family:var(--latin),"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
:lang(zh-Hant){font-family:var(--latin),"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC",sans-serif}
h1,h2,h3,p,dl,dd,ul{margin:0;padding:0}ul{list-style:none}
a{color:inherit;text-decoration-color:var(--line-2);text-underline-offset:3px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
header,main,footer{max-width:1120px;margin:0 auto;padding:0 28px}
header{padding-top:44px}.made{color:var(--ink-3);font-size:13px;margin-bottom:10px}
h1{font-size:27px;line-height:1.25;font-weight:650;text-wrap:balance;overflow-wrap:anywhere;max-width:32ch}
.of{color:var(--ink-2);margin-top:8px}
.counts{display:grid;grid-template-columns:minmax(200px,1fr) 2.4fr;gap:20px 56px;align-items:start;
margin:32px 0 30px;padding:24px 0;border-block:1px solid var(--line)}
.total{display:grid;gap:2px}.total b{font-size:40px;line-height:1.1;font-weight:650;font-variant-numeric:tabular-nums}
.total ul{margin-top:10px;display:grid;gap:3px;color:var(--ink-2);font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:5px 0 5px 18px;border-bottom:1px solid var(--line);font-weight:400}
thead th{color:var(--ink-3);font-size:12.5px;vertical-align:bottom;white-space:nowrap}
th:first-child,td:first-child{text-align:left;padding-left:0}tbody tr:last-child>*{border-bottom:0}
td.zero{color:var(--ink-3)}.note{color:var(--ink-3);font-size:12.5px;margin-top:8px;max-width:72ch}
.error{--tone:var(--error);--wash:var(--on-error)}.warning{--tone:var(--warning);--wash:var(--on-warning)}
.info{--tone:var(--info);--wash:var(--on-info)}
.sign{color:var(--tone);font-size:.8em;margin-right:.45em}
.view{display:flex;gap:4px;margin-bottom:8px;border:0;padding:0}
.view label{padding:5px 14px;border-radius:99px;color:var(--ink-2);cursor:pointer;border:1px solid var(--line);
background:var(--sheet);font-size:14px}.view input{position:absolute;opacity:0;width:1px;height:1px}
.view label:has(:checked){background:var(--soft);color:var(--accent);border-color:transparent;font-weight:600}
.view label:has(:focus-visible){outline:2px solid var(--accent);outline-offset:2px}
body:has(#view-check:checked) .rows,body:has(#view-row:checked) .checks{display:none}
.part{margin-top:34px}.part>h2{font-size:19px;line-height:1.35;display:flex;gap:12px;align-items:baseline}
.part>h2 span{color:var(--ink-3);font-weight:400;font-size:14px;font-variant-numeric:tabular-nums}
.part>p{color:var(--ink-2);max-width:76ch;margin-top:3px;font-size:14px}
.found{display:grid;align-items:start;grid-template-columns:minmax(0,5fr) minmax(0,7fr);gap:8px 36px;padding:18px 0;
border-top:1px solid var(--line)}.part>h2+.found,.part>p+.found{margin-top:14px}
.says{border-left:3px solid var(--tone);padding-left:13px}.says h3{font-size:13px;font-weight:600;color:var(--ink-2)}
.says h3 a{font-weight:400;margin-left:9px}.says p{margin-top:3px;overflow-wrap:anywhere}
.says .mend,.says .also{color:var(--ink-2);font-size:14px}.says .print{color:var(--ink-3);font:11.5px/1.6 ui-monospace,
Menlo,Consolas,monospace}.says+.says{margin-top:14px}
.q{font-weight:600}.mend .q{background:var(--soft);border-radius:3px;padding:0 4px}
.texts{display:grid;gap:7px;align-content:start}
.texts div{display:grid;grid-template-columns:34px minmax(0,1fr);gap:6px}
.texts dt{font-size:12px;color:var(--ink-3);padding-top:3px}.texts dd{line-height:1.7;overflow-wrap:anywhere}
.texts .none{color:var(--ink-3);font-size:14px}
mark{background:var(--wash);color:inherit;border-radius:3px;padding:1px 2px;margin:0 -1px;
box-decoration-break:clone;-webkit-box-decoration-break:clone;box-shadow:inset 0 -2px var(--tone)}
mark.beside{background:none;box-shadow:none;border-bottom:1.5px dotted var(--ink-3);border-radius:0;padding:0;margin:0}
.rows .found{grid-template-columns:minmax(0,7fr) minmax(0,5fr)}
.found>h3{grid-column:1/-1;font-size:14px;font-weight:600}.found>h3 a{text-decoration:none;color:var(--ink-2)}
.found:target{background:var(--soft);box-shadow:0 0 0 10px var(--soft)}
.waved{opacity:.72}.waved mark{background:none;box-shadow:none}
.nothing{padding:60px 0;color:var(--ink-2);text-align:center;font-size:17px}
footer{color:var(--ink-3);font-size:12.5px;padding-top:36px;padding-bottom:60px}
@media(max-width:760px){header,main,footer{padding-left:16px;padding-right:16px}header{padding-top:24px}
h1{font-size:22px}
.counts,.found,.rows .found{grid-template-columns:minmax(0,1fr)}.counts{gap:22px}.scroll{overflow-x:auto}
table{font-size:13px}th,td{padding-left:10px}thead th{white-space:normal}}
@media print{:root{color-scheme:light;--paper:#fff}@page{margin:16mm 14mm}body{font-size:9.5pt;line-height:1.45}
header,main,footer{max-width:none;padding:0}header{padding:0}.view{display:none}h1{font-size:17pt}
.counts{margin:12pt 0;padding:10pt 0}.total b{font-size:22pt}.part{margin-top:16pt}
.part>h2{font-size:12.5pt;break-after:avoid}
.part>p{break-after:avoid}.found{break-inside:avoid;padding:8pt 0;gap:4pt 18pt}.says .print{display:none}
mark{print-color-adjust:exact;-webkit-print-color-adjust:exact}.sign,.says{print-color-adjust:exact}}
""".strip()
