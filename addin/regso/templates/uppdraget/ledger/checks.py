"""The checks of the ledger: what stops the letters until the mapping is approved and agrees."""

from __future__ import annotations

from regso.workbook.checks.check import Check

_ROWS = "COUNT(Huvudbok[belopp])"
SURCHARGE = "pålägg "  # begins the voucher of a surcharge in Indata
_TAKEN, _OTHERS = "upparbetad", ("undantagen", "utan regel")


def _of_ledger(label: str, value: str, fine: str, wrong: str) -> Check:
    """Return a check that passes where no ledger has been read; `wrong` begins with its verdict."""
    return Check(
        label,
        value,
        f'IF({_ROWS}=0,"OK: ingen huvudbok är inläst; loggen är förd för hand.",'
        f'IF({{value}}=0,"OK: {fine}","{wrong}"))',
    )


def _sum(state: str) -> str:
    return f'SUMIFS(Huvudbok[belopp],Huvudbok[utfall],"{state}")'


_REBOOKED = 'COUNTIF(Huvudbok[ombokning],"ombokad*")'
_SEEN = 'COUNTIFS(Huvudbok[ombokning],"ombokad*",Huvudbok[granskad],"ja")'
_NOT_TAKEN = "".join(f"-{_sum(state)}" for state in _OTHERS)

CHECKS = (
    _of_ledger(
        "Konton utan godkänd regel",
        'SUMPRODUCT((Kontering[konto]<>"")*(Kontering[godkand]<>"ja"))',
        "varje konto är godkänt.",
        "Fel: konteringen är ett förslag. Granska bladet Kontering, skriv ja i kolumnen godkand, "
        "spara och kör regso ledger igen.",
    ),
    _of_ledger(
        "Rader utan regel",
        'COUNTIF(Huvudbok[utfall],"utan regel")',
        "varje rad är upparbetad eller undantagen.",
        "Fel: rader som ingen regel tar. Ge deras konton en rad på bladet Kontering och kör regso "
        "ledger igen.",
    ),
    _of_ledger(
        "Huvudboken − utfallen",
        f"ROUND(SUM(Huvudbok[belopp])-{_sum(_TAKEN)}{_NOT_TAKEN},2)",
        "huvudboken är upparbetat plus undantaget, på öret.",
        "Fel: så mycket av huvudboken är varken upparbetat eller undantaget. Kör regso ledger "
        "igen.",
    ),
    _of_ledger(
        "Indata − huvudboken",
        f'ROUND(SUM(Indata[belopp])-SUMIFS(Indata[belopp],Indata[verifikation],"{SURCHARGE}*")'
        f"-{_sum(_TAKEN)},2)",
        "loggen är huvudbokens upparbetade rader, på öret.",
        "Fel: Indata är inte det som är upparbetat i huvudboken; så mycket skiljer. Kör regso "
        "ledger igen.",
    ),
    _of_ledger(
        "Ombokningar att granska",
        f"{_REBOOKED}-{_SEEN}",
        "inget är ombokat utan att vara granskat.",
        "Granska: verifikationer är ombokade sedan förra läsningen. Läs dem på bladet Huvudbok och "
        "skriv ja i kolumnen granskad.",
    ),
)
