"""The checks of the cost log in Indata."""

from __future__ import annotations

from regso.templates.uppdraget import costs, example
from regso.templates.uppdraget.form import used
from regso.workbook.checks.check import Check

_FROM, _UNTIL = used("beslut_datum"), used("kostnader_till")
_OUTSIDE = f'COUNTIF(Indata[datum],"<"&{_FROM})+COUNTIF(Indata[datum],">"&{_UNTIL})'
_NO_PERIOD = f'OR({_FROM}="",{_UNTIL}="")'

IN_PERIOD = Check(
    "Datum utanför perioden",
    f'IF({_NO_PERIOD},"saknas",{_OUTSIDE})',
    f'IF({_NO_PERIOD},"Fel: ange beslutets datum och sista dag för kostnader.",'
    'IF({value}=0,"OK: inga rader är före beslutet eller efter sista dag för kostnader.",'
    '"Fel: rader är daterade före beslutet eller efter sista dag för kostnader."))',
)
NOT_LATER = Check(
    "Datum efter avstämningen",
    'IF(avstamningsdag="","saknas",COUNTIF(Indata[datum],">"&avstamningsdag))',
    'IF(avstamningsdag="","Fel: ange avstämningsdagen på bladet Start.",'
    'IF({value}=0,"OK: inga rader är daterade efter avstämningsdagen.",'
    '"Granska: rader är daterade efter avstämningsdagen. Flytta fram den."))',
)
NUMBERS = Check(
    "Rader utan belopp",
    'SUMPRODUCT((Indata[kostnadsslag]<>"")*(Indata[belopp]=""))'
    "+COUNTA(Indata[belopp])-COUNT(Indata[belopp])"
    "+COUNTA(Indata[moms])-COUNT(Indata[moms])",
    'IF({value}=0,"OK: varje rad har ett belopp som är ett tal.","Fel: belopp eller moms saknas '
    'eller är text och räknas inte.")',
)
KINDS_POSITIVE = Check(
    "Kostnadsslag under 0",
    f'COUNTIF({costs.TABLE["spent"]},"<0")',
    'IF({value}=0,"OK: inget kostnadsslag är negativt.","Fel: krediteringar är större än '
    'kostnaderna i ett kostnadsslag. Flytta dem dit de hör.")',
)
VOUCHERS = Check(
    "Rader utan verifikation",
    'SUMPRODUCT((Indata[belopp]<>"")*(Indata[verifikation]=""))',
    'IF({value}=0,"OK: varje belopp har en verifikation.","Granska: skriv verifikationens nummer '
    'på varje rad.")',
)
OVERHEAD = Check(
    "OH två gånger",
    'IF(oh_procent>0,SUMIFS(Indata[belopp],Indata[kostnadsslag],"OH"),0)',
    'IF({value}=0,"OK: OH räknas högst en gång.","Granska: loggen har bokförd OH och pålägget är '
    'inte 0. Välj ett av dem.")',
)
EXAMPLE = Check(
    "Exempelrader",
    example.ROWS,
    'IF({value}=0,"OK: inga exempelrader.","Granska: loggen har påhittade exempelrader '
    '(verifikation EX…). Ersätt dem med era egna.")',
)
