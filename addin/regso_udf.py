"""RegSO för Excel som UDF:er i xlwings: skriv regso_udf i UDF Modules, välj Import Functions.

Gjord av funktionsregistret med `python addin/start.py build`; ändra i registret och inte här.
"""

import xlwings as xw

from regso.hosts.excel.edge import answer


@xw.func(category="RegSO")
@xw.arg("kod", "raw", doc="RegSO- eller DeSO-kod, en cell eller ett område")
@xw.arg("ar", "raw", doc="år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.ret("raw")
def REGSO_TYP(kod, ar=None):
    """Områdets officiella områdestyp, 1–5."""
    return answer("REGSO_TYP", (kod, ar))


@xw.func(category="RegSO")
@xw.arg("kod", "raw", doc="RegSO- eller DeSO-kod, en cell eller ett område")
@xw.arg("ar", "raw", doc="år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("del_", "raw", doc='"index", eller en av andelarna "låg ekonomisk standard", "förgymnasial", "bistånd"')
@xw.ret("raw")
def REGSO_INDEX(kod, ar=None, del_=None):
    """Områdets socioekonomiska index, 0–100; högre betyder större utmaningar."""
    return answer("REGSO_INDEX", (kod, ar, del_))


@xw.func(category="RegSO")
@xw.arg("kod", "raw", doc="kod för RegSO, DeSO, kommun eller län, en cell eller ett område")
@xw.arg("ar", "raw", doc="år; utelämnat betyder årets indelning enligt REGSO_AR, eller annars den som har koden")
@xw.ret("raw")
def REGSO_NAMN(kod, ar=None):
    """Namnet på ett RegSO, en kommun eller ett län; ett DeSO har sitt RegSO:s namn."""
    return answer("REGSO_NAMN", (kod, ar))


@xw.func(category="RegSO")
@xw.arg("kod", "raw", doc="kod för RegSO, DeSO eller kommun, en cell eller ett område")
@xw.arg("del_", "raw", doc='"namn" (förval) eller "kod"')
@xw.ret("raw")
def REGSO_KOMMUN(kod, del_=None):
    """Kommunen som ett område ligger i."""
    return answer("REGSO_KOMMUN", (kod, del_))


@xw.func(category="RegSO")
@xw.arg("kod", "raw", doc="kod för RegSO, DeSO, kommun eller län, en cell eller ett område")
@xw.arg("del_", "raw", doc='"namn" (förval) eller "kod"')
@xw.ret("raw")
def REGSO_LAN(kod, del_=None):
    """Länet som ett område ligger i."""
    return answer("REGSO_LAN", (kod, del_))


@xw.func(category="RegSO")
@xw.arg("text", "raw", doc="kod eller namn, en cell eller ett område")
@xw.arg("kommun", "raw", doc="kommunens namn eller kod när text är ett namn, en cell eller ett lika stort område")
@xw.arg("ar", "raw", doc="år; utelämnat betyder årets indelning enligt REGSO_AR, eller annars den som har koden")
@xw.ret("raw")
def REGSO_KOD(text, kommun=None, ar=None):
    """Ren områdeskod ur en slarvigt skriven kod, ur "Kommun (Namn)" eller ur namn och kommun."""
    return answer("REGSO_KOD", (text, kommun, ar))


@xw.func(category="RegSO")
@xw.arg("deso", "raw", doc="DeSO-kod, en cell eller ett område")
@xw.arg("ar", "raw", doc="år som bestämmer indelningen; utelämnat betyder året som =REGSO_AR() svarar")
@xw.ret("raw")
def REGSO_FRAN_DESO(deso, ar=None):
    """RegSO-koden som ett DeSO hör till i årets indelning."""
    return answer("REGSO_FRAN_DESO", (deso, ar))


@xw.func(category="RegSO")
@xw.arg("kod", "raw", doc='kod för RegSO, DeSO, kommun eller län, eller texten "00" för riket')
@xw.arg("ar", "raw", doc="år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("alder", "raw", doc='åldersgrupp, till exempel "20-64"; utelämnat betyder alla åldrar')
@xw.arg("kon", "raw", doc='"män", "kvinnor" eller "totalt" (förval)')
@xw.ret("raw")
def REGSO_BEFOLKNING(kod, ar=None, alder=None, kon=None):
    """Folkmängd 31 december i ett område."""
    return answer("REGSO_BEFOLKNING", (kod, ar, alder, kon))


@xw.func(category="RegSO")
@xw.arg("typ", "raw", doc='1–5, "1+2", "okänd" eller "alla", en cell eller ett område')
@xw.ret("raw")
def REGSO_TYPNAMN(typ):
    """Områdestypens officiella namn."""
    return answer("REGSO_TYPNAMN", (typ,))


@xw.func(category="RegSO")
@xw.arg("amne", "raw", doc='"typ" (förval), "index", "befolkning", "namn" eller "gränser"; #SAKNAS! utan värden')
@xw.ret("raw")
def REGSO_AR(amne=None):
    """Året som alla anrop utan år använder; "ofullständig" om ämnet saknar områden det året."""
    return answer("REGSO_AR", (amne,))


@xw.func(category="RegSO")
@xw.arg("arbetsbok", "raw", doc="versionen som arbetsboken gjordes med; utelämnat betyder den första")
@xw.ret("raw")
def REGSO_VERSION(arbetsbok=None):
    """Versioner av tillägget och av referensdata, och vad som har ändrats sedan en äldre arbetsbok."""
    return answer("REGSO_VERSION", (arbetsbok,))


@xw.func(category="RegSO")
@xw.arg("omrade", "raw", doc="kod för län, kommun eller RegSO; utelämnat betyder hela riket")
@xw.arg("typ", "raw", doc='1–5, "1+2", "okänd" eller "alla" (förval, även områden utan typ)')
@xw.arg("ar", "raw", doc="år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.ret("raw")
def REGSO_LISTA(omrade=None, typ=None, ar=None):
    """Lista över RegSO med namn, kommun, typ, index, befolkning och år, i kodordning."""
    return answer("REGSO_LISTA", (omrade, typ, ar))


@xw.func(category="RegSO")
@xw.arg("text", "raw", doc="namn eller en del av det, gärna med kommunens namn")
@xw.arg("antal", "raw", doc="antal rader i svaret, 1–1000; utelämnat betyder 10")
@xw.ret("raw")
def REGSO_SOK(text, antal=None):
    """De RegSO vars namn mest liknar en text; stavfel och å, ä, ö skrivna som a, o tolereras."""
    return answer("REGSO_SOK", (text, antal))


@xw.func(category="RegSO")
@xw.arg("kod", "raw", doc="RegSO- eller DeSO-kod; fråga på RegSO, för om DeSO:s egna gränser säger listorna föga")
@xw.ret("raw")
def REGSO_GRANSANDRING(kod):
    """Vad som hände området vid indelningen 2025; "uppgift saknas" om ett DeSO:s gräns är okänd."""
    return answer("REGSO_GRANSANDRING", (kod,))


@xw.func(category="RegSO")
@xw.arg("ar_fore", "raw", doc="året före")
@xw.arg("ar_efter", "raw", doc="året efter; från 2024 gäller RegSO 2025, och bara oförändrade gränser jämförs")
@xw.arg("omrade", "raw", doc="kod för län eller kommun; utelämnat betyder hela riket")
@xw.ret("raw")
def REGSO_FLYTT(ar_fore, ar_efter, omrade=None):
    """Antalet RegSO efter typ före (rader) och typ efter (kolumner), med summor och bortfall."""
    return answer("REGSO_FLYTT", (ar_fore, ar_efter, omrade))


@xw.func(category="RegSO", volatile=True)
@xw.ret("raw")
def REGSO_FEL():
    """Texten till det senaste felet på den här datorn; tom om inget fel har hänt."""
    return answer("REGSO_FEL", ())


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("varden", "raw", doc="tal, ett per rad")
@xw.arg("typ", "raw", doc='1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)')
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("troskel", "raw", doc='lägsta antal personer som får visas; mindre antal och det som röjer dem blir ".."')
@xw.arg("personer", "raw", doc='för belopp: antal personer bakom varje rad, eller "rader"; utan dem räknas varden')
@xw.ret("raw")
def REGSO_SUMMA(koder, varden, typ=None, ar=None, troskel=None, personer=None):
    """Summan av värdena för raderna i en områdestyp."""
    return answer("REGSO_SUMMA", (koder, varden, typ, ar, troskel, personer))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("typ", "raw", doc='1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)')
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("troskel", "raw", doc='lägsta antal rader (personer) som får visas; mindre, och det som röjer dem, blir ".."')
@xw.ret("raw")
def REGSO_ANTAL(koder, typ=None, ar=None, troskel=None):
    """Antalet rader i en områdestyp; rader utan kod räknas inte."""
    return answer("REGSO_ANTAL", (koder, typ, ar, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("varden", "raw", doc="tal, ett per rad; tomma celler räknas inte")
@xw.arg("typ", "raw", doc='1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)')
@xw.arg("vikter", "raw", doc="vikt per rad, till exempel antal personer")
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("troskel", "raw", doc='lägsta antal personer bakom ett medelvärde; färre, och det som röjer dem, blir ".."')
@xw.arg("personer", "raw", doc="antal personer bakom varje rad; utelämnat betyder att varje rad är en person")
@xw.ret("raw")
def REGSO_MEDEL(koder, varden, typ=None, vikter=None, ar=None, troskel=None, personer=None):
    """Medelvärdet för raderna i en områdestyp, vägt om vikter anges."""
    return answer("REGSO_MEDEL", (koder, varden, typ, vikter, ar, troskel, personer))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("taljare", "raw", doc="antal eller belopp per rad; utelämnat betyder 1 per rad")
@xw.arg("namnare", "raw", doc='tal per rad, "rader" eller till exempel "befolkning;omrade=01;alder=20-64"')
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("konf", "raw", doc="intervallets konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal personer som får visas; mindre antal och det som röjer dem blir ".."')
@xw.arg("matt", "raw", doc='"andel" (förval), "tal" (per 1 000) eller "medel" (till exempel kronor per person)')
@xw.arg("grupp", "raw", doc="grupp per rad, till exempel kön; tabellen får ett block per grupp")
@xw.arg("personer", "raw", doc="för medel med tröskel: antal personer bakom varje rads belopp; utelämnat: en per rad")
@xw.ret("raw")
def REGSO_TABELL(koder, taljare=None, namnare=None, ar=None, konf=None, troskel=None, matt=None, grupp=None, personer=None):
    """Tabell per områdestyp med antal, nämnare, värde, intervall och skillnad mot typ 5."""
    return answer("REGSO_TABELL", (koder, taljare, namnare, ar, konf, troskel, matt, grupp, personer))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("varden", "raw", doc="tal, ett per rad; tomma celler räknas inte")
@xw.arg("p", "raw", doc="andel 0–1, till exempel 0,5 för medianen")
@xw.arg("typ", "raw", doc='1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)')
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("troskel", "raw", doc='lägsta antal värden på var sida om percentilen, den själv inräknad; färre blir ".."')
@xw.arg("personer", "raw", doc="antal personer bakom varje rad; utelämnat betyder att varje rad är en person")
@xw.ret("raw")
def REGSO_PERCENTIL(koder, varden, p, typ=None, ar=None, troskel=None, personer=None):
    """Percentilen av värdena för raderna i en områdestyp, räknad som Excels PERCENTILE.INC."""
    return answer("REGSO_PERCENTIL", (koder, varden, p, typ, ar, troskel, personer))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("taljare", "raw", doc="antal personer eller händelser per rad")
@xw.arg("namnare", "raw", doc='tal per rad, "rader" eller till exempel "befolkning;omrade=01;alder=20-64"')
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("konf", "raw", doc="intervallens konfidensnivå, 0,95 om inget anges")
@xw.arg("matt", "raw", doc='"andel" (förval, skillnad i procentenheter) eller "tal" (skillnad per 1 000)')
@xw.arg("troskel", "raw", doc='lägsta antal personer; gapet är ".." när REGSO_TABELL döljer något av typ 1 eller 5')
@xw.ret("raw")
def REGSO_GAP(koder, taljare, namnare, ar=None, konf=None, matt=None, troskel=None):
    """Gapet mellan områdestyp 1 och 5: skillnad och kvot, var och en med intervall."""
    return answer("REGSO_GAP", (koder, taljare, namnare, ar, konf, matt, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("kategori", "raw", doc="kategori per rad, till exempel kön eller brottstyp; kolumnerna i bokstavsordning")
@xw.arg("varden", "raw", doc="tal per rad; utelämnat betyder 1 per rad")
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("troskel", "raw", doc="lägsta antal personer som får visas; varden ska då vara antal personer")
@xw.arg("kategorier", "raw", doc='kolumnerna i sin ordning, med "övrigt" för alla andra; utelämnat: alla som finns')
@xw.ret("raw")
def REGSO_KORS(koder, kategori, varden=None, ar=None, troskel=None, kategorier=None):
    """Korstabell med områdestyper som rader, kategorier som kolumner, och summor."""
    return answer("REGSO_KORS", (koder, kategori, varden, ar, troskel, kategorier))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("varden", "raw", doc="antal personer per rad")
@xw.arg("troskel", "raw", doc="lägsta antal personer som får visas")
@xw.arg("grupp1", "raw", doc="kategori per rad, till exempel kön")
@xw.arg("grupp2", "raw", doc="en indelning till av samma rader, till exempel ålder eller år")
@xw.arg("grupp3", "raw", doc="en tredje indelning")
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.ret("raw")
def REGSO_TABELLER(koder, varden, troskel, grupp1, grupp2=None, grupp3=None, ar=None):
    """Tabell med områdestyper och en till tre indelningar av samma personer, skyddade tillsammans."""
    return answer("REGSO_TABELLER", (koder, varden, troskel, grupp1, grupp2, grupp3, ar))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("taljare", "raw", doc="antal personer som berörs per rad, högst namnare")
@xw.arg("namnare", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("grupp", "raw", doc="grupp per rad, till exempel kön eller ålder; högst 24 olika")
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("konf", "raw", doc="intervallens konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal personer; en grupp med mindre antal, och en till i samma typ, är ".."')
@xw.ret("raw")
def REGSO_GRUPPER(koder, taljare, namnare, grupp, ar=None, konf=None, troskel=None):
    """Antal, nämnare och andel per områdestyp och grupp, som får stå bredvid REGSO_TABELL."""
    return answer("REGSO_GRUPPER", (koder, taljare, namnare, grupp, ar, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("taljare", "raw", doc="antal personer, en kolumn per indikator, högst 40; en tom kolumn används inte")
@xw.arg("namnare", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("troskel", "raw", doc='lägsta antal personer som får visas; mindre antal och det som röjer dem blir ".."')
@xw.arg("matt", "raw", doc='"andel" (förval) eller "tal", en cell per kolumn i taljare')
@xw.arg("grupp1", "raw", doc="grupp per rad, till exempel kön")
@xw.arg("grupp2", "raw", doc="en indelning till av samma rader, till exempel län")
@xw.arg("platser", "raw", doc="antal grupper som tabellen har plats för (förval 24); de minsta grupperna slås ihop")
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.ret("raw")
def REGSO_INDIKATORER(koder, taljare, namnare, troskel, matt=None, grupp1=None, grupp2=None, platser=None, ar=None):
    """Antal för flera indikatorer per områdestyp och grupp, alla skyddade tillsammans."""
    return answer("REGSO_INDIKATORER", (koder, taljare, namnare, troskel, matt, grupp1, grupp2, platser, ar))


@xw.func(category="RegSO")
@xw.arg("taljare", "raw", doc="indikatorns kolumn i den tabellen, åtta rader, eller åtta för varje grupp")
@xw.arg("namnare", "raw", doc="tabellens nämnare i samma rader")
@xw.arg("grupp", "raw", doc="tabellens grupper i samma rader; ger ett värde per grupp och typ i stället")
@xw.arg("matt", "raw", doc='"andel" (förval) eller "tal" per 1 000')
@xw.arg("konf", "raw", doc="intervallets konfidensnivå, 0,95 om inget anges")
@xw.ret("raw")
def REGSO_INDIKATOR(taljare, namnare, grupp=None, matt=None, konf=None):
    """En indikator ur REGSO_INDIKATORER: värde, intervall och skillnad per typ, eller per grupp."""
    return answer("REGSO_INDIKATOR", (taljare, namnare, grupp, matt, konf))


@xw.func(category="RegSO")
@xw.arg("varde", "raw", doc='värdet för typ 1–5, fem celler under varandra; ".." är dolt')
@xw.arg("nedre", "raw", doc="intervallens nedre gränser")
@xw.arg("ovre", "raw", doc="intervallens övre gränser")
@xw.arg("matt", "raw", doc='"andel" (förval; skrivs i procent), "tal" eller "medel"')
@xw.arg("enhet", "raw", doc='ord efter ett tal eller medelvärde; annars "per 1 000" efter tal')
@xw.ret("raw")
def REGSO_SLUTSATS(varde, nedre=None, ovre=None, matt=None, enhet=None):
    """Meningen som värdena för områdestyp 1–5 tillåter, med samma regler som under bilder."""
    return answer("REGSO_SLUTSATS", (varde, nedre, ovre, matt, enhet))


@xw.func(category="RegSO")
@xw.arg("jamforelse", "raw", doc='till exempel "utbildning;kategori=Befolkning; eftergymnasial;av=Befolkning; totalt"')
@xw.arg("matt", "raw", doc='"andel" (förval) eller "tal" per 1 000, en cell per jämförelse')
@xw.arg("ar", "raw", doc="typernas år, och värdenas när ingen ar= anges; utelämnat betyder året som =REGSO_AR() svarar")
@xw.ret("raw")
def REGSO_RIKET(jamforelse, matt=None, ar=None):
    """Rikets publicerade värden per områdestyp och totalt, en rad per indikator i referensdata."""
    return answer("REGSO_RIKET", (jamforelse, matt, ar))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("ar_kolumn", "raw", doc="år per rad, högst 15 olika; raden får det årets typ i det årets indelning")
@xw.arg("varden", "raw", doc="antal per rad")
@xw.arg("namnare", "raw", doc='ger andelar: tal per rad, "rader" eller till exempel "befolkning;omrade=01"')
@xw.arg("typar", "raw", doc="ett enda år för typerna; år utan typer ger annars #SAKNAS! i hela raden")
@xw.arg("troskel", "raw", doc="lägsta antal personer som får visas; varden ska då vara antal personer")
@xw.ret("raw")
def REGSO_UTVECKLING(koder, ar_kolumn, varden, namnare=None, typar=None, troskel=None):
    """Tabell med år som rader och områdestyper som kolumner: summor, eller andelar med nämnare."""
    return answer("REGSO_UTVECKLING", (koder, ar_kolumn, varden, namnare, typar, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="kolumnen med RegSO- eller DeSO-koder")
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("varden", "raw", doc="tal per rad, till exempel antal personer; visar vilka rader som är summor av andra")
@xw.ret("raw")
def REGSO_MATCHNING(koder, ar=None, varden=None):
    """Rapport om hur väl en kolumn med koder stämmer med årets indelning."""
    return answer("REGSO_MATCHNING", (koder, ar, varden))


@xw.func(category="RegSO")
@xw.arg("amne", "raw", doc='"typ" (förval), "index", "befolkning", "namn" eller "gränser"')
@xw.arg("ar", "raw", doc="år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.ret("raw")
def REGSO_KALLA(amne=None, ar=None):
    """Källa, tabell, år, indelning, hämtningsdatum, revision, licens och förbehåll."""
    return answer("REGSO_KALLA", (amne, ar))


@xw.func(category="RegSO")
@xw.arg("v1", "raw", doc="andel med låg ekonomisk standard, procent 0–100")
@xw.arg("v2", "raw", doc="andel med förgymnasial utbildning, procent 0–100")
@xw.arg("v3", "raw", doc="andel med ekonomiskt bistånd eller långvarig arbetslöshet, procent 0–100")
@xw.ret("raw")
def REGSO_BERAKNA_INDEX(v1, v2, v3):
    """Socioekonomiskt index, 0–100: medelvärdet av tre andelar i procent."""
    return answer("REGSO_BERAKNA_INDEX", (v1, v2, v3))


@xw.func(category="RegSO")
@xw.arg("index", "raw", doc="socioekonomiskt index för alla områden i landet, oavrundat; tomma celler räknas inte")
@xw.arg("vikter", "raw", doc="antal per område, till exempel folkmängd; SCB:s typer tycks vara utan vikter")
@xw.ret("raw")
def REGSO_GRANSER(index, vikter=None):
    """Antal, medel, standardavvikelse (n − 1), gränserna mellan typerna, och om områden saknas."""
    return answer("REGSO_GRANSER", (index, vikter))


@xw.func(category="RegSO")
@xw.arg("index", "raw", doc="socioekonomiskt index 0–100, oavrundat: med en decimal blir någon typ en annan")
@xw.arg("medel", "raw", doc="landets medelvärde, eller ett område med fyra fallande gränser: lägsta index för typ 1–4")
@xw.arg("sd", "raw", doc="landets standardavvikelse; utelämnas när medel är fyra gränser")
@xw.ret("raw")
def REGSO_KLASSA(index, medel, sd=None):
    """Områdestyp 1–5 ur index; ett värde på en gräns hör till typen med större utmaningar."""
    return answer("REGSO_KLASSA", (index, medel, sd))


@xw.func(category="RegSO")
@xw.arg("x", "raw", doc="antal med egenskapen, en cell eller en kolumn")
@xw.arg("n", "raw", doc="antal i gruppen, en cell eller en kolumn; minst x")
@xw.arg("konf", "raw", doc="intervallets konfidensnivå, 0,95 om inget anges")
@xw.ret("raw")
def REGSO_ANDEL(x, n, konf=None):
    """Andel med Wilsons intervall: värde, nedre och övre gräns i en rad per rad."""
    return answer("REGSO_ANDEL", (x, n, konf))


@xw.func(category="RegSO")
@xw.arg("x", "raw", doc="antal händelser, en cell eller en kolumn; får vara fler än personerna")
@xw.arg("n", "raw", doc="antal personer eller personår, en cell eller en kolumn")
@xw.arg("per", "raw", doc="talets bas, 100 000 om inget anges")
@xw.arg("konf", "raw", doc="intervallets konfidensnivå, 0,95 om inget anges")
@xw.ret("raw")
def REGSO_TAL(x, n, per=None, konf=None):
    """Tal per 100 000 med Byars intervall, exakt Poisson under 10 händelser."""
    return answer("REGSO_TAL", (x, n, per, konf))


@xw.func(category="RegSO")
@xw.arg("antal", "raw", doc="händelser per åldersgrupp")
@xw.arg("befolkning", "raw", doc="personer eller personår per åldersgrupp")
@xw.arg("standard", "raw", doc="standardbefolkning per åldersgrupp, till exempel Sverige 2021; 0 utelämnar gruppen")
@xw.arg("per", "raw", doc="talets bas, 100 000 om inget anges")
@xw.arg("konf", "raw", doc="intervallets konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal som får visas; avrundar tills inget mindre kan räknas ut, annars ".."')
@xw.ret("raw")
def REGSO_STANDARD(antal, befolkning, standard, per=None, konf=None, troskel=None):
    """Direkt åldersstandardiserat tal med Dobsons intervall; ".." vid färre än 10 händelser."""
    return answer("REGSO_STANDARD", (antal, befolkning, standard, per, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("antal", "raw", doc="händelser per åldersgrupp, eller summan av dem i en cell")
@xw.arg("befolkning", "raw", doc="områdets personer per åldersgrupp")
@xw.arg("ref_antal", "raw", doc="händelser per åldersgrupp i referensbefolkningen")
@xw.arg("ref_befolkning", "raw", doc="personer per åldersgrupp i referensbefolkningen")
@xw.arg("konf", "raw", doc="intervallets konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal som får visas; ett mindre antal, som kvoten röjer, ger ".."')
@xw.ret("raw")
def REGSO_SMR(antal, befolkning, ref_antal, ref_befolkning, konf=None, troskel=None):
    """Observerat genom förväntat antal med Byars intervall, exakt Poisson under 10 händelser."""
    return answer("REGSO_SMR", (antal, befolkning, ref_antal, ref_befolkning, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("x1", "raw", doc="antal händelser i den första gruppen, en cell eller en kolumn")
@xw.arg("n1", "raw", doc="antal personer i den första gruppen")
@xw.arg("x2", "raw", doc="antal händelser i jämförelsegruppen")
@xw.arg("n2", "raw", doc="antal personer i jämförelsegruppen")
@xw.arg("konf", "raw", doc="intervallets konfidensnivå, 0,95 om inget anges")
@xw.arg("matt", "raw", doc='"tal" (förval) eller "andel"; utan händelser blir gränserna ".."')
@xw.ret("raw")
def REGSO_KVOT(x1, n1, x2, n2, konf=None, matt=None):
    """Kvot mellan två tal eller två andelar, med intervall på logaritmisk skala."""
    return answer("REGSO_KVOT", (x1, n1, x2, n2, konf, matt))


@xw.func(category="RegSO")
@xw.arg("varde", "raw", doc="värde per grupp i ordning, till exempel områdestyp 1 till 5")
@xw.arg("befolkning", "raw", doc="antal personer per grupp")
@xw.arg("medelfel", "raw", doc='värdenas medelfel, större än 0; utan dem blir gränserna ".."')
@xw.arg("matt", "raw", doc='"sii" (förval), "rii" (ändarnas kvot), "rii medel" (SII/medel), "sii log" eller "rii log"')
@xw.ret("raw")
def REGSO_SII(varde, befolkning, medelfel=None, matt=None):
    """Absolut (SII) eller relativt (RII) ojämlikhetsindex över ordnade grupper, 95 % intervall."""
    return answer("REGSO_SII", (varde, befolkning, medelfel, matt))


@xw.func(category="RegSO")
@xw.arg("a", "raw", doc="antal personer i den ena gruppen per område")
@xw.arg("b", "raw", doc="antal personer i den andra gruppen per område")
@xw.arg("total", "raw", doc="alla personer per område, för tröskeln; a och b tillsammans om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal som får visas; avrundar tills inget mindre kan räknas ut, annars ".."')
@xw.ret("raw")
def REGSO_OLIKHET(a, b, total=None, troskel=None):
    """Olikhetsindex (ojämlikhetsindex) för två grupper, 0–100, antal områden och vad slumpen ger."""
    return answer("REGSO_OLIKHET", (a, b, total, troskel))


@xw.func(category="RegSO")
@xw.arg("grupp", "raw", doc="antal personer i gruppen per område")
@xw.arg("total", "raw", doc="antal personer per område; minst grupp")
@xw.arg("jamfor", "raw", doc="gruppen i REGSO_OLIKHET som visas bredvid, för tröskeln; alla andra om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal som får visas; avrundar tills inget mindre kan räknas ut, annars ".."')
@xw.ret("raw")
def REGSO_SEGINDEX(grupp, total, jamfor=None, troskel=None):
    """Segregationsindex för en grupp mot alla andra, 0–100, antal områden och vad slumpen ger."""
    return answer("REGSO_SEGINDEX", (grupp, total, jamfor, troskel))


@xw.func(category="RegSO")
@xw.arg("grupp", "raw", doc="antal personer i gruppen per område")
@xw.arg("total", "raw", doc="antal personer per område; minst grupp")
@xw.arg("jamfor", "raw", doc="gruppen i REGSO_OLIKHET som visas bredvid, för tröskeln; alla andra om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal som får visas; avrundar tills inget mindre kan räknas ut, annars ".."')
@xw.ret("raw")
def REGSO_ISOLERING(grupp, total, jamfor=None, troskel=None):
    """Isolering, 0–1: gruppens andel där en i den bor, antal områden och vad slumpen ger."""
    return answer("REGSO_ISOLERING", (grupp, total, jamfor, troskel))


@xw.func(category="RegSO")
@xw.arg("a", "raw", doc="antal personer i grupp a per område")
@xw.arg("b", "raw", doc="antal personer i grupp b per område; ingen person är i båda")
@xw.arg("total", "raw", doc="antal personer per område; minst a och minst b")
@xw.arg("troskel", "raw", doc='lägsta antal som får visas; finns ett mindre i något område blir måttet ".."')
@xw.ret("raw")
def REGSO_EXPONERING(a, b, total, troskel=None):
    """Exponering, 0–1: andelen i b där en i a bor, antal områden och vad slumpen ger."""
    return answer("REGSO_EXPONERING", (a, b, total, troskel))


@xw.func(category="RegSO")
@xw.arg("grupper", "raw", doc="antal personer, ett område per rad och en grupp per kolumn")
@xw.arg("ordinal", "raw", doc="SANT om grupperna är ordnade, till exempel inkomstklasser; FALSKT är förval")
@xw.arg("troskel", "raw", doc='lägsta antal som får visas; finns ett mindre i något område blir måttet ".."')
@xw.ret("raw")
def REGSO_ENTROPI(grupper, ordinal=None, troskel=None):
    """Entropiindex (Theils H) för två eller fler grupper, 0–1, antal områden och vad slumpen ger."""
    return answer("REGSO_ENTROPI", (grupper, ordinal, troskel))


@xw.func(category="RegSO")
@xw.arg("grupp", "raw", doc="antal personer i gruppen per område")
@xw.arg("total", "raw", doc="antal personer per område; minst grupp")
@xw.arg("troskel", "raw", doc='lägsta antal som får visas; finns ett mindre i något område blir måttet ".."')
@xw.ret("raw")
def REGSO_GINI(grupp, total, troskel=None):
    """Ginis segregationsindex för en grupp mot alla andra, 0–1, antal områden och vad slumpen ger."""
    return answer("REGSO_GINI", (grupp, total, troskel))


@xw.func(category="RegSO")
@xw.arg("x", "raw", doc="antal per område, till exempel anmälda brott")
@xw.arg("n", "raw", doc="jämförelsetal per område, till exempel folkmängd")
@xw.arg("troskel", "raw", doc='lägsta antal som får visas; mindre antal i x eller n, och det som röjer dem, blir ".."')
@xw.ret("raw")
def REGSO_LOKALKVOT(x, n, troskel=None):
    """Lokalkvot per rad: områdets andel av x genom dess andel av n; 1 är lika stor andel."""
    return answer("REGSO_LOKALKVOT", (x, n, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("taljare", "raw", doc="antal personer som berörs per rad, högst namnare")
@xw.arg("namnare", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("mal", "raw", doc='typerna som pekas ut: "1+2" (förval) eller en av 1–5')
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("konf", "raw", doc="intervallens konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal personer; det som bygger på ett mindre antal är ".."')
@xw.ret("raw")
def REGSO_TRAFF(koder, taljare, namnare, mal=None, ar=None, konf=None, troskel=None):
    """Hur väl typ 1 och 2 pekar ut de berörda, bredvid det bästa som kommun, RegSO och DeSO kan."""
    return answer("REGSO_TRAFF", (koder, taljare, namnare, mal, ar, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("taljare", "raw", doc="antal personer som berörs per rad, högst namnare")
@xw.arg("namnare", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("konf", "raw", doc="intervallens konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal personer; det som bygger på ett mindre antal är ".."')
@xw.ret("raw")
def REGSO_FORKLARING(koder, taljare, namnare, ar=None, konf=None, troskel=None):
    """Hur mycket av skillnaderna som ligger mellan län, kommuner, områdestyper och RegSO."""
    return answer("REGSO_FORKLARING", (koder, taljare, namnare, ar, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("taljare", "raw", doc="antal personer som berörs per rad, högst namnare")
@xw.arg("namnare", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("troskel", "raw", doc='lägsta antal personer; det som bygger på ett mindre antal är ".."')
@xw.ret("raw")
def REGSO_OKANDGRANS(koder, taljare, namnare, ar=None, troskel=None):
    """Vad andelen i varje områdestyp, gapet och kvoten skulle kunna vara om okänd hade en typ."""
    return answer("REGSO_OKANDGRANS", (koder, taljare, namnare, ar, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder i radens års indelning, en per rad")
@xw.arg("ar_kolumn", "raw", doc="år per rad; bara rader för ar_fore och ar_efter räknas")
@xw.arg("taljare", "raw", doc="antal personer som berörs per rad, högst namnare")
@xw.arg("namnare", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("ar_fore", "raw", doc="första året, för rader och typer")
@xw.arg("ar_efter", "raw", doc="andra året; över 2023/24 jämförs bara RegSO med oförändrad gräns")
@xw.arg("troskel", "raw", doc='lägsta antal personer; det som bygger på ett mindre antal är ".."')
@xw.ret("raw")
def REGSO_DEKOMP(koder, ar_kolumn, taljare, namnare, ar_fore, ar_efter, troskel=None):
    """Varför andelen i varje områdestyp ändrades: inom områden, nya typer eller befolkning."""
    return answer("REGSO_DEKOMP", (koder, ar_kolumn, taljare, namnare, ar_fore, ar_efter, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, en per rad; varje RegSO räknas en gång")
@xw.arg("ar_fore", "raw", doc="typernas första år")
@xw.arg("ar_efter", "raw", doc="typernas andra år; över 2023/24 jämförs bara RegSO med oförändrad gräns")
@xw.arg("personer", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("konf", "raw", doc="intervallens konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal personer; det som bygger på ett mindre antal är ".."')
@xw.ret("raw")
def REGSO_STABILITET(koder, ar_fore, ar_efter, personer=None, konf=None, troskel=None):
    """Hur stor del av områdena, och av personerna, som har kvar sin områdestyp mellan två år."""
    return answer("REGSO_STABILITET", (koder, ar_fore, ar_efter, personer, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder i radens indelning, eller färdiga typer 1–5, en per rad")
@xw.arg("ar_kolumn", "raw", doc="år per rad, högst 15 olika; raden får det årets typ i det årets indelning")
@xw.arg("taljare", "raw", doc="antal personer som berörs per rad, högst namnare")
@xw.arg("namnare", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("fonster", "raw", doc="antal år i flerårsmedlen, som slutar med radens år; 3 om inget anges")
@xw.arg("typar", "raw", doc="ett enda år för typerna; över 2023/24 räknas då bara RegSO med oförändrad gräns")
@xw.arg("konf", "raw", doc="intervallens konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal personer; det som bygger på ett mindre antal är ".."')
@xw.ret("raw")
def REGSO_TREND(koder, ar_kolumn, taljare, namnare, fonster=None, typar=None, konf=None, troskel=None):
    """Hur andelen i varje områdestyp ändras per år, om typerna ändras lika, och flerårsmedel."""
    return answer("REGSO_TREND", (koder, ar_kolumn, taljare, namnare, fonster, typar, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="DeSO-koder, en per rad; med RegSO-koder eller typer är det som gäller DeSO tomt")
@xw.arg("taljare", "raw", doc="antal personer som berörs per rad, högst namnare")
@xw.arg("namnare", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("troskel", "raw", doc='lägsta antal personer; det som bygger på ett mindre antal är ".."')
@xw.ret("raw")
def REGSO_SPRIDNING(koder, taljare, namnare, ar=None, troskel=None):
    """Hur mycket DeSO skiljer sig inom samma RegSO, och hur många som har andelar som typ 1 och 2."""
    return answer("REGSO_SPRIDNING", (koder, taljare, namnare, ar, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("taljare", "raw", doc="antal personer eller händelser per rad")
@xw.arg("namnare", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("mot", "raw", doc='typen som de andra jämförs med, 1–5 (5 om inget anges), eller "resten"')
@xw.arg("matt", "raw", doc='"andel" (förval, skillnad i procentenheter) eller "tal" (skillnad per 1 000)')
@xw.arg("grupp", "raw", doc="åldersgrupp per rad, för standardiserade tal; anges tillsammans med standard")
@xw.arg("standard", "raw", doc="standardbefolkningen i radens grupp; 0 utelämnar gruppen")
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("konf", "raw", doc="intervallens konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal personer; det som bygger på ett mindre antal är ".."')
@xw.ret("raw")
def REGSO_JAMFOR(koder, taljare, namnare, mot=None, matt=None, grupp=None, standard=None, ar=None, konf=None, troskel=None):
    """Varje områdestyp mot en av dem eller mot resten: skillnad, kvot, intervall och p-värde."""
    return answer("REGSO_JAMFOR", (koder, taljare, namnare, mot, matt, grupp, standard, ar, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("taljare", "raw", doc="antal personer som berörs per område, en kolumn")
@xw.arg("namnare", "raw", doc="antal personer per område, minst taljare")
@xw.arg("grupp", "raw", doc="grupp per område, till exempel områdestyp; utelämnat betyder ett enda medelvärde")
@xw.arg("konf", "raw", doc="gränsernas konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal personer; det som bygger på ett mindre antal är ".."')
@xw.ret("raw")
def REGSO_UTJAMNAD(taljare, namnare, grupp=None, konf=None, troskel=None):
    """Områdenas andelar utjämnade mot medelvärdet, med rang och gränser för vad slumpen gör."""
    return answer("REGSO_UTJAMNAD", (taljare, namnare, grupp, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, en per rad")
@xw.arg("taljare", "raw", doc="antal personer som berörs per rad, högst namnare")
@xw.arg("namnare", "raw", doc='antal personer per rad, eller "rader" när varje rad är en person')
@xw.arg("omrade", "raw", doc="län, kommun eller RegSO som listas; jämförelsen gäller alltid alla i koder")
@xw.arg("lage", "raw", doc='"över", "under", "inom" slumpens gränser, eller "alla" (förval)')
@xw.arg("antal", "raw", doc="antal rader i svaret, 1–1000; utelämnat betyder 50")
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("konf", "raw", doc="intervallens konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal personer; områden med mindre antal och ett till per typ är ".."')
@xw.ret("raw")
def REGSO_OMRADEN(koder, taljare, namnare, omrade=None, lage=None, antal=None, ar=None, konf=None, troskel=None):
    """Lista över RegSO med namn, andel och gränser; det som kan vara slump rangordnas inte."""
    return answer("REGSO_OMRADEN", (koder, taljare, namnare, omrade, lage, antal, ar, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per svarande")
@xw.arg("svar", "raw", doc="1 för ja, 0 för nej, tomt för den som inte svarat på frågan")
@xw.arg("vikt", "raw", doc="antal personer som den svarande står för, större än 0")
@xw.arg("stratum", "raw", doc="stratum per svarande; utelämnat betyder ett enda")
@xw.arg("kluster", "raw", doc="kluster per svarande, till exempel skola; utelämnat betyder personer dragna var för sig")
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("konf", "raw", doc="intervallens konfidensnivå, 0,95 om inget anges")
@xw.arg("troskel", "raw", doc='lägsta antal svarande; det som bygger på ett mindre antal är ".."')
@xw.ret("raw")
def REGSO_ENKAT(koder, svar, vikt, stratum=None, kluster=None, ar=None, konf=None, troskel=None):
    """Andelar per områdestyp ur en urvalsundersökning, med intervall efter dess urval."""
    return answer("REGSO_ENKAT", (koder, svar, vikt, stratum, kluster, ar, konf, troskel))


@xw.func(category="RegSO")
@xw.arg("tabell", "raw", doc="antal personer, gärna med rubrikrad, etiketter och summor; tomma kanter räknas inte")
@xw.arg("troskel", "raw", doc="lägsta antal som får visas, 5 om inget anges")
@xw.arg("metod", "raw", doc='"minst" (förval) döljer så få celler som möjligt, "värde" så få personer som möjligt')
@xw.arg("marginaler", "raw", doc='"auto" (förval), "inga" eller till exempel "sista raden;sista kolumnen", "rad 6=1+2"')
@xw.arg("nollor", "raw", doc='"visa" (förval) eller "dölj", som döljer även 0')
@xw.arg("ensam", "raw", doc='"skydda" (förval): den som är ensam i en cell får inte kunna räkna ut en annan; "bortse"')
@xw.arg("krav", "raw", doc='lika stort område som tabellen med "visa", "dölj" eller cellens kostnad, 1 om inget anges')
@xw.ret("raw")
def REGSO_SEKRETESS(tabell, troskel=None, metod=None, marginaler=None, nollor=None, ensam=None, krav=None):
    """Samma tabell med ".." i varje litet antal och i de celler som annars skulle röja det."""
    return answer("REGSO_SEKRETESS", (tabell, troskel, metod, marginaler, nollor, ensam, krav))


@xw.func(category="RegSO")
@xw.arg("tabell", "raw", doc="de sanna antalen, med rubrikrad, etiketter och summor som i den skyddade tabellen")
@xw.arg("skyddad", "raw", doc='tabellen som den publiceras, med ".." i de dolda cellerna')
@xw.arg("troskel", "raw", doc="lägsta antal som får visas, 5 om inget anges")
@xw.arg("marginaler", "raw", doc='samma som för REGSO_SEKRETESS; "auto" om inget anges')
@xw.arg("antal", "raw", doc="rader i svaret, tomma på slutet; utelämnat betyder en per dold cell")
@xw.ret("raw")
def REGSO_ROJANDE(tabell, skyddad, troskel=None, marginaler=None, antal=None):
    """Tabell över varje dold cell med de gränser som en läsare kan räkna ut, och om den är röjd."""
    return answer("REGSO_ROJANDE", (tabell, skyddad, troskel, marginaler, antal))


@xw.func(category="RegSO")
@xw.arg("tal", "raw", doc="ett antal eller en tabell, gärna med rubrikrad, etiketter och summor")
@xw.arg("bas", "raw", doc="helt tal, 5 om inget anges")
@xw.arg("metod", "raw", doc='"närmast" (förval; skyddar ingen), "kontrollerad" (summorna stämmer) eller "slump"')
@xw.ret("raw")
def REGSO_AVRUNDA(tal, bas=None, metod=None):
    """Antal avrundade till en bas: till närmaste, med alla summor kvar, eller slumpmässigt."""
    return answer("REGSO_AVRUNDA", (tal, bas, metod))


@xw.func(category="RegSO")
@xw.arg("tabell", "raw", doc="antal personer, gärna med rubrikrad, etiketter och summor")
@xw.arg("marginaler", "raw", doc='samma som för REGSO_SEKRETESS; "auto" om inget anges')
@xw.arg("antal", "raw", doc="rader i svaret, tomma på slutet; utelämnat betyder så många som behövs")
@xw.ret("raw")
def REGSO_STRUKTUR(tabell, marginaler=None, antal=None):
    """Vad REGSO_SEKRETESS ser i en tabell: rubriker, etiketter, summor och andelar, med ord."""
    return answer("REGSO_STRUKTUR", (tabell, marginaler, antal))


@xw.func(category="RegSO")
@xw.arg("troskel", "raw", doc="lägsta antal som får visas")
@xw.arg("tabell1", "raw", doc="antal personer med rubrikrad, etiketter och summor")
@xw.arg("tabell2", "raw", doc="en tabell till; samma etiketter i två tabeller är samma antal")
@xw.arg("tabell3", "raw", doc="en tredje tabell")
@xw.arg("tabell4", "raw", doc="en fjärde tabell")
@xw.arg("tabell5", "raw", doc="en femte tabell")
@xw.arg("samband", "raw", doc='det som tabellerna inte själva säger, till exempel "tabell 1 rad 3=tabell 2 rad 1+2"')
@xw.ret("raw")
def REGSO_SEKRETESS_FLERA(troskel, tabell1, tabell2, tabell3=None, tabell4=None, tabell5=None, samband=None):
    """Flera tabeller över samma personer, under varandra med ".." så att de inte röjer varandra."""
    return answer("REGSO_SEKRETESS_FLERA", (troskel, tabell1, tabell2, tabell3, tabell4, tabell5, samband))


@xw.func(category="RegSO")
@xw.arg("tabell1", "raw", doc="antal personer med rubrikrad, etiketter och summor")
@xw.arg("tabell2", "raw", doc="en tabell till")
@xw.arg("tabell3", "raw", doc="en tredje tabell")
@xw.arg("tabell4", "raw", doc="en fjärde tabell")
@xw.arg("tabell5", "raw", doc="en femte tabell")
@xw.arg("samband", "raw", doc="samma som för REGSO_SEKRETESS_FLERA")
@xw.arg("antal", "raw", doc="rader i svaret, tomma på slutet; utelämnat betyder så många som behövs")
@xw.ret("raw")
def REGSO_STRUKTUR_FLERA(tabell1, tabell2, tabell3=None, tabell4=None, tabell5=None, samband=None, antal=None):
    """Vad REGSO_SEKRETESS_FLERA ser i flera tabeller: summor i varje tabell och mellan dem."""
    return answer("REGSO_STRUKTUR_FLERA", (tabell1, tabell2, tabell3, tabell4, tabell5, samband, antal))


@xw.func(category="RegSO")
@xw.arg("id", "raw", doc="postens id, till exempel ett löpnummer, en cell eller ett område; en tom cell ger tomt")
@xw.ret("raw")
def REGSO_POSTNYCKEL(id):
    """Postens nyckel för REGSO_CELLNYCKEL: ett tal 0–1 av id och myndighetens hemliga nyckel."""
    return answer("REGSO_POSTNYCKEL", (id,))


@xw.func(category="RegSO")
@xw.arg("koder", "raw", doc="RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad")
@xw.arg("nycklar", "raw", doc="postens nyckel 0–1, en per rad, från REGSO_POSTNYCKEL")
@xw.arg("varden", "raw", doc="antal personer per rad; utelämnat betyder 1 per rad")
@xw.arg("ar", "raw", doc="typernas år; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("grupp", "raw", doc="grupp per rad, till exempel kön; tabellen får en kolumn per grupp och en för totalt")
@xw.arg("d", "raw", doc="största ändring av ett antal, 5 om inget anges")
@xw.arg("v", "raw", doc="brusets varians, 3 om inget anges")
@xw.arg("minst", "raw", doc="lägsta antal över 0 som får visas, 3 om inget anges")
@xw.ret("raw")
def REGSO_CELLNYCKEL(koder, nycklar, varden=None, ar=None, grupp=None, d=None, v=None, minst=None):
    """Antal per områdestyp med brus enligt cellnyckelmetoden; delarna summerar inte till totalen."""
    return answer("REGSO_CELLNYCKEL", (koder, nycklar, varden, ar, grupp, d, v, minst))


@xw.func(category="RegSO")
@xw.arg("d", "raw", doc="största ändring av ett antal, 5 om inget anges")
@xw.arg("v", "raw", doc="brusets varians, 3 om inget anges")
@xw.arg("minst", "raw", doc="lägsta antal över 0 som får visas, 3 om inget anges")
@xw.ret("raw")
def REGSO_BRUS(d=None, v=None, minst=None):
    """Sannolikheten för varje ändring av ett antal i REGSO_CELLNYCKEL, med fel och varians."""
    return answer("REGSO_BRUS", (d, v, minst))


@xw.func(category="RegSO")
@xw.arg("pott", "raw", doc="kronor att fördela, en multipel av enheten")
@xw.arg("volym", "raw", doc="volym per rad, till exempel antal elever")
@xw.arg("index", "raw", doc="vikt per rad; utelämnat betyder att potten fördelas efter volym")
@xw.arg("grundandel", "raw", doc="andel av potten, 0–1, som fördelas efter volym utan index; 0 om inget anges")
@xw.arg("enhet", "raw", doc="delarna blir hela 1 (förval), 100 eller 1000 kronor")
@xw.arg("troskel", "raw", doc='lägsta volym som får visas; beloppen för mindre, och det som röjer dem, blir ".."')
@xw.ret("raw")
def REGSO_FORDELA(pott, volym, index=None, grundandel=None, enhet=None, troskel=None):
    """Fördelar en pott efter volym och index så att delarna summerar exakt till potten."""
    return answer("REGSO_FORDELA", (pott, volym, index, grundandel, enhet, troskel))


@xw.func(category="RegSO")
@xw.arg("disponibelt", "raw", doc="kronor som myndigheten får disponera enligt beslutet")
@xw.arg("rekvirerat", "raw", doc="kronor som har rekvirerats")
@xw.arg("upparbetat", "raw", doc="kronor som har använts")
@xw.ret("raw")
def REGSO_UPPDRAGSMEDEL(disponibelt, rekvirerat, upparbetat):
    """Uppdragets medel: ej rekvirerat, återbetalning, överskridande och vad som ska göras."""
    return answer("REGSO_UPPDRAGSMEDEL", (disponibelt, rekvirerat, upparbetat))


@xw.func(category="RegSO")
@xw.arg("datum", "raw", doc="sista dag, en cell eller en kolumn")
@xw.arg("idag", "raw", doc="dagens datum, till exempel IDAG()")
@xw.arg("klart", "raw", doc="datum då det blev klart, eller SANT; tomt betyder inte klart")
@xw.ret("raw")
def REGSO_FRIST(datum, idag, klart=None):
    """Dagar kvar till en frist och status, i en rad per frist."""
    return answer("REGSO_FRIST", (datum, idag, klart))


@xw.func(category="RegSO")
@xw.arg("slag", "raw", doc='"orgnr", "bankgiro", "plusgiro", "dnr", "kommun", "regso" eller "deso"')
@xw.arg("varde", "raw", doc="numret eller koden, en cell eller ett område")
@xw.ret("raw")
def REGSO_KONTROLL(slag, varde):
    """Kontrollerar nummer och koder: "OK", eller en mening om vad som är fel."""
    return answer("REGSO_KONTROLL", (slag, varde))


@xw.func(category="RegSO")
@xw.arg("delar", "raw", doc="delarna, till exempel folkmängd per RegSO")
@xw.arg("total", "raw", doc="den publicerade totalen")
@xw.arg("tolerans", "raw", doc="största skillnad som godtas, till exempel för SCB:s osäkerhet; 0 om inget anges")
@xw.ret("raw")
def REGSO_AVSTAM(delar, total, tolerans=None):
    """Delarnas summa minus totalen, och om det stämmer."""
    return answer("REGSO_AVSTAM", (delar, total, tolerans))


@xw.func(category="RegSO")
@xw.arg("n", "raw", doc="norrvärde (N, latitud eller RT 90:s x), en cell eller ett område")
@xw.arg("o", "raw", doc="östvärde (E, longitud eller RT 90:s y), lika många celler som n")
@xw.arg("system", "raw", doc='"SWEREF99TM" (förval), "WGS84" eller "RT90"')
@xw.arg("ar", "raw", doc="år som bestämmer indelningen; utelämnat betyder året som =REGSO_AR() svarar")
@xw.arg("annars", "raw", doc="text i stället för felvärdet i en rad vars punkt inte går att placera")
@xw.ret("raw")
def REGSO_FRAN_KOORD(n, o, system=None, ar=None, annars=None):
    """RegSO-koden för området där en punkt ligger, med områdenas exakta gränser."""
    return answer("REGSO_FRAN_KOORD", (n, o, system, ar, annars))


@xw.func(category="RegSO")
@xw.arg("n", "raw", doc="norrvärde (N, latitud eller RT 90:s x), en cell eller ett område")
@xw.arg("o", "raw", doc="östvärde (E, longitud eller RT 90:s y), lika många celler som n")
@xw.arg("punkter", "raw", doc="kolumnerna n, o eller namn, n, o; utan namn ges punktens nummer i området")
@xw.arg("system", "raw", doc='"SWEREF99TM" (förval), "WGS84" eller "RT90", för båda')
@xw.ret("raw")
def REGSO_NARMAST(n, o, punkter, system=None):
    """Närmaste punkt och avståndet dit i km fågelvägen, en rad med två celler per punkt."""
    return answer("REGSO_NARMAST", (n, o, punkter, system))


@xw.func(category="RegSO")
@xw.arg("punkter", "raw", doc="kolumnerna n, o eller namn, n, o; systemet framgår av talen")
@xw.arg("radie_km", "raw", doc="längsta avstånd till närmaste punkt, km")
@xw.arg("ar", "raw", doc="år för områdestyp och folkmängd; utelämnat betyder året som =REGSO_AR() svarar")
@xw.ret("raw")
def REGSO_TACKNING(punkter, radie_km, ar=None):
    """Befolkningen per områdestyp inom en viss sträcka fågelvägen från närmaste punkt."""
    return answer("REGSO_TACKNING", (punkter, radie_km, ar))
