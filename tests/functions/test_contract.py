"""Names, order and optionality of all arguments are those of the contract."""

import pytest

from regso.functions import REGISTRY

CONTRACT = """
REGSO_TYP(kod; [ar])
REGSO_INDEX(kod; [ar]; [del])
REGSO_NAMN(kod; [ar])
REGSO_KOMMUN(kod; [del])
REGSO_LAN(kod; [del])
REGSO_KOD(text; [kommun]; [ar])
REGSO_FRAN_DESO(deso; [ar])
REGSO_BEFOLKNING(kod; [ar]; [alder]; [kon])
REGSO_TYPNAMN(typ)
REGSO_AR([amne])
REGSO_FRAN_KOORD(n; o; [system]; [ar]; [annars])
REGSO_LISTA([omrade]; [typ]; [ar])
REGSO_SOK(text; [antal])
REGSO_GRANSANDRING(kod)
REGSO_FLYTT(ar_fore; ar_efter; [omrade])
REGSO_MATCHNING(koder; [ar]; [varden])
REGSO_KALLA([amne]; [ar])
REGSO_VERSION([arbetsbok])
REGSO_FEL()
REGSO_SUMMA(koder; varden; [typ]; [ar]; [troskel]; [personer])
REGSO_ANTAL(koder; [typ]; [ar]; [troskel])
REGSO_MEDEL(koder; varden; [typ]; [vikter]; [ar]; [troskel]; [personer])
REGSO_PERCENTIL(koder; varden; p; [typ]; [ar]; [troskel]; [personer])
REGSO_TABELL(koder; [taljare]; [namnare]; [ar]; [konf]; [troskel]; [matt]; [grupp]; [personer])
REGSO_GAP(koder; taljare; namnare; [ar]; [konf]; [matt]; [troskel])
REGSO_KORS(koder; kategori; [varden]; [ar]; [troskel]; [kategorier])
REGSO_TABELLER(koder; varden; troskel; grupp1; [grupp2]; [grupp3]; [ar])
REGSO_GRUPPER(koder; taljare; namnare; grupp; [ar]; [konf]; [troskel])
REGSO_INDIKATORER(koder; taljare; namnare; troskel; [matt]; [grupp1]; [grupp2]; [platser]; [ar])
REGSO_INDIKATOR(taljare; namnare; [grupp]; [matt]; [konf])
REGSO_SLUTSATS(varde; [nedre]; [ovre]; [matt]; [enhet])
REGSO_RIKET(jamforelse; [matt]; [ar])
REGSO_UTVECKLING(koder; ar_kolumn; varden; [namnare]; [typar]; [troskel])
REGSO_BERAKNA_INDEX(v1; v2; v3)
REGSO_GRANSER(index; [vikter])
REGSO_KLASSA(index; medel; [sd])
REGSO_ANDEL(x; n; [konf])
REGSO_TAL(x; n; [per]; [konf])
REGSO_STANDARD(antal; befolkning; standard; [per]; [konf]; [troskel])
REGSO_SMR(antal; befolkning; ref_antal; ref_befolkning; [konf]; [troskel])
REGSO_KVOT(x1; n1; x2; n2; [konf]; [matt])
REGSO_SII(varde; befolkning; [medelfel]; [matt])
REGSO_OLIKHET(a; b; [total]; [troskel])
REGSO_SEGINDEX(grupp; total; [jamfor]; [troskel])
REGSO_ISOLERING(grupp; total; [jamfor]; [troskel])
REGSO_EXPONERING(a; b; total; [troskel])
REGSO_ENTROPI(grupper; [ordinal]; [troskel])
REGSO_GINI(grupp; total; [troskel])
REGSO_LOKALKVOT(x; n; [troskel])
REGSO_TRAFF(koder; taljare; namnare; [mal]; [ar]; [konf]; [troskel])
REGSO_FORKLARING(koder; taljare; namnare; [ar]; [konf]; [troskel])
REGSO_OKANDGRANS(koder; taljare; namnare; [ar]; [troskel])
REGSO_DEKOMP(koder; ar_kolumn; taljare; namnare; ar_fore; ar_efter; [troskel])
REGSO_STABILITET(koder; ar_fore; ar_efter; [personer]; [konf]; [troskel])
REGSO_TREND(koder; ar_kolumn; taljare; namnare; [fonster]; [typar]; [konf]; [troskel])
REGSO_SPRIDNING(koder; taljare; namnare; [ar]; [troskel])
REGSO_JAMFOR(koder; taljare; namnare; [mot]; [matt]; [grupp]; [standard]; [ar]; [konf]; [troskel])
REGSO_UTJAMNAD(taljare; namnare; [grupp]; [konf]; [troskel])
REGSO_OMRADEN(koder; taljare; namnare; [omrade]; [lage]; [antal]; [ar]; [konf]; [troskel])
REGSO_ENKAT(koder; svar; vikt; [stratum]; [kluster]; [ar]; [konf]; [troskel])
REGSO_SEKRETESS(tabell; [troskel]; [metod]; [marginaler]; [nollor]; [ensam]; [krav])
REGSO_ROJANDE(tabell; skyddad; [troskel]; [marginaler]; [antal])
REGSO_AVRUNDA(tal; [bas]; [metod])
REGSO_STRUKTUR(tabell; [marginaler]; [antal])
REGSO_POSTNYCKEL(id)
REGSO_CELLNYCKEL(koder; nycklar; [varden]; [ar]; [grupp]; [d]; [v]; [minst])
REGSO_BRUS([d]; [v]; [minst])
REGSO_SEKRETESS_FLERA(troskel; tabell1; tabell2; [tabell3]; [tabell4]; [tabell5]; [samband])
REGSO_STRUKTUR_FLERA(tabell1; tabell2; [tabell3]; [tabell4]; [tabell5]; [samband]; [antal])
REGSO_FORDELA(pott; volym; [index]; [grundandel]; [enhet]; [troskel])
REGSO_UPPDRAGSMEDEL(disponibelt; rekvirerat; upparbetat)
REGSO_FRIST(datum; idag; [klart])
REGSO_KONTROLL(slag; varde)
REGSO_AVSTAM(delar; total; [tolerans])
REGSO_NARMAST(n; o; punkter; [system])
REGSO_TACKNING(punkter; radie_km; [ar])
""".strip().splitlines()


@pytest.mark.parametrize("signature", CONTRACT)
def test_a_function_has_the_signature_of_the_contract(signature):
    assert REGISTRY[signature.partition("(")[0]].signature() == signature


def test_there_is_no_function_beside_the_contract():
    """REGSO_FRAGA comes with the large tables."""
    assert set(REGISTRY) == {signature.partition("(")[0] for signature in CONTRACT}


def test_only_the_last_error_is_volatile():
    assert [e.name for e in REGISTRY.values() if e.volatile] == ["REGSO_FEL"]
